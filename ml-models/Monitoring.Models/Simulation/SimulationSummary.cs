using System.Globalization;

namespace Monitoring.Models.Simulation;

/// <summary>Counts of a run by population and pattern. Add what passes by, then print.</summary>
public sealed class SimulationSummary
{
    private readonly Dictionary<string, Population> _populations = [];
    private readonly Row[] _rows = [.. Enum.GetValues<Population>().Select(_ => new Row())];
    private readonly Row _settlement = new();
    private readonly Dictionary<PatternKind, (int All, int Clear, int Postings)> _patterns = [];

    /// <summary>Postings counted.</summary>
    public long Postings { get; private set; }

    /// <summary>Cases counted.</summary>
    public int Cases { get; private set; }

    /// <summary>Counts an account.</summary>
    public void Add(SimulatedAccount account)
    {
        ArgumentNullException.ThrowIfNull(account);
        _populations.Add(account.Id, account.Population);
        _rows[(int)account.Population].Accounts++;
    }

    /// <summary>Counts a posting.</summary>
    public void Add(SimulatedPosting posting)
    {
        ArgumentNullException.ThrowIfNull(posting);
        var row = _populations.TryGetValue(posting.Account, out var population) ? _rows[(int)population] : _settlement;
        row.Postings++;
        row.Volume += posting.Amount;
        Postings++;
    }

    /// <summary>Counts a case.</summary>
    public void Add(SimulatedCase planted)
    {
        ArgumentNullException.ThrowIfNull(planted);
        var (all, clear, postings) = _patterns.GetValueOrDefault(planted.Pattern);
        _patterns[planted.Pattern] = (all + 1, clear + (planted.Clear ? 1 : 0), postings + planted.Postings.Count);
        Cases++;
    }

    /// <summary>Prints the tables.</summary>
    public void Print(TextWriter to)
    {
        ArgumentNullException.ThrowIfNull(to);
        to.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{"population",-18}{"accounts",12}{"postings",14}{"volume, minor units",34}"));
        foreach (var population in Enum.GetValues<Population>())
        {
            Print(to, FeedNames.Of(population), _rows[(int)population]);
        }

        Print(to, "settlement", _settlement);
        if (_patterns.Count == 0)
        {
            return;
        }

        to.WriteLine();
        to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{"pattern",-24}{"cases",8}{"clear",8}{"postings",12}"));
        foreach (var (kind, (all, clear, postings)) in _patterns.OrderBy(entry => entry.Key))
        {
            to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{FeedNames.Of(kind),-24}{all,8:N0}{clear,8:N0}{postings,12:N0}"));
        }
    }

    private static void Print(TextWriter to, string name, Row row) =>
        to.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name,-18}{row.Accounts,12:N0}{row.Postings,14:N0}{row.Volume,34:N0}"));

    private sealed class Row
    {
        public long Accounts { get; set; }

        public long Postings { get; set; }

        public Int128 Volume { get; set; }
    }
}
