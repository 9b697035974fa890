namespace Monitoring.Models.Tests;

/// <summary>
/// Guesses from one field alone which items are planted (likelihood ratios of the field's values, learnt on one half of the accounts), and
/// says how well it ranks the other half: 0.5 is chance, 1 a giveaway. Only like is compared with like: items of one stratum.
/// </summary>
internal sealed class PlainGuesser<T>(Func<T, string> account, Func<T, string> stratum, Func<T, string> field)
{
    /// <summary>The area under the curve of the guesses, averaged over strata by their planted postings.</summary>
    public double Area(IReadOnlyList<T> planted, IReadOnlyList<T> ordinary)
    {
        var others = ordinary.ToLookup(stratum);
        double sum = 0;
        int weight = 0;
        foreach (var group in planted.GroupBy(stratum).Where(group => group.Count() >= 30 && others[group.Key].Count() >= 30))
        {
            sum += group.Count() * AreaWithin([.. group], [.. others[group.Key]]);
            weight += group.Count();
        }

        Assert.True(weight > 0, "no stratum has enough postings");
        return sum / weight;
    }

    private double AreaWithin(List<T> planted, List<T> ordinary)
    {
        var (bad, good) = (Count(planted.Where(IsLearnt)), Count(ordinary.Where(IsLearnt)));
        double badAll = bad.Values.Sum(), goodAll = good.Values.Sum();
        double Score(T item) =>
            (bad.GetValueOrDefault(field(item)) + 1.0) / (badAll + 50) / ((good.GetValueOrDefault(field(item)) + 1.0) / (goodAll + 50));

        var badScores = planted.Where(item => !IsLearnt(item)).Select(Score).ToList();
        var goodScores = ordinary.Where(item => !IsLearnt(item)).Select(Score).Order().ToList();
        Assert.NotEmpty(badScores);
        Assert.NotEmpty(goodScores);
        return badScores.Average(score => (Below(goodScores, score, false) + Below(goodScores, score, true)) / 2.0 / goodScores.Count);
    }

    /// <summary>An account's postings are all on one side: one account's own parties and places are no artefact.</summary>
    private bool IsLearnt(T item) => account(item).Aggregate(7u, static (hash, c) => unchecked((hash * 31) + c)) * 2_654_435_769UL % 1_000 < 500;

    private Dictionary<string, int> Count(IEnumerable<T> items) =>
        items.GroupBy(field).ToDictionary(group => group.Key, group => group.Count());

    /// <summary>How many lie below a score, or at it as well.</summary>
    private static int Below(List<double> sorted, double score, bool isAtToo)
    {
        int low = 0, high = sorted.Count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            bool goesUp = isAtToo ? sorted[middle] <= score : sorted[middle] < score;
            (low, high) = goesUp ? (middle + 1, high) : (low, middle);
        }

        return low;
    }
}
