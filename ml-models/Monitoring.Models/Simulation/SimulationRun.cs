using System.Diagnostics.CodeAnalysis;

namespace Monitoring.Models.Simulation;

/// <summary>
/// One run of a simulated bank, to be used once and from one thread at a time: <see cref="Reference"/>, then
/// <see cref="History"/>, then <see cref="Live"/>.
/// </summary>
public sealed class SimulationRun
{
    private readonly Town _town;
    private readonly Engine _engine;

    internal SimulationRun(Town town)
    {
        _town = town;
        _engine = new Engine(town);
    }

    /// <summary>Customer accounts in the reference.</summary>
    public int CustomerCount => _town.CustomerCount;

    /// <summary>Branches (parents first), customer accounts, settlement accounts, as they stand before the first posting.</summary>
    public IEnumerable<SimulatedReference> Reference() => References.Of(_town);

    /// <summary>The postings dated before the start: ordinary life, the last movements of dormant accounts. Feed them at once.</summary>
    public IEnumerable<SimulatedPosting> History() => Until(_town.StartMs, false);

    /// <summary>The postings from the start on, after whatever of the history has not been read.</summary>
    /// <param name="until">Stop before this instant; null: go on to the end of the run, if it has one.</param>
    public IEnumerable<SimulatedPosting> Live(DateTimeOffset? until = null) =>
        Until(until is { } end ? Instants.FromInstant(end.ToOffset(_town.Options.Start.Offset)) : long.MaxValue, true);

    /// <summary>Hands out each planted case once, when it is complete; those cut short by the end come last.</summary>
    public bool TryTakeCase([MaybeNullWhen(false)] out SimulatedCase planted) => _engine.Cases.TryTake(out planted);

    /// <summary>Accounts whose statement receipts came back late or not at all: correlated with trouble, never a proof.</summary>
    public IEnumerable<MissedReceipts> Receipts() => ReceiptBook.Of(_town);

    /// <summary>Events of ordinary lives that look like trouble, of the postings read so far, in the order in which they began.</summary>
    public IReadOnlyCollection<LifeEvent> LifeEvents() => _engine.LifeEvents.All;

    private IEnumerable<SimulatedPosting> Until(long beforeMs, bool isEnd)
    {
        while (_engine.Next(beforeMs) is { } posting)
        {
            yield return posting;
        }

        if (isEnd)
        {
            _engine.Cases.CloseAll();
        }
    }
}
