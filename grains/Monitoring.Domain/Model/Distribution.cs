namespace Monitoring.Domain.Model;

/// <summary>How a number was spread over bins in training.</summary>
/// <param name="Name">Feature's name; <c>score</c> for the score.</param>
/// <param name="Edges">Upper ends of all bins but the last, rising.</param>
/// <param name="Shares">Part of the rows in each bin, one more than edges, summing to 1.</param>
public sealed record Distribution(string Name, IReadOnlyList<double> Edges, IReadOnlyList<double> Shares)
{
    /// <summary>The bin of a value: the first whose edge is not below it.</summary>
    public int BinOf(double value)
    {
        var bin = 0;
        while (bin < Edges.Count && value > Edges[bin]) bin++;
        return bin;
    }
}
