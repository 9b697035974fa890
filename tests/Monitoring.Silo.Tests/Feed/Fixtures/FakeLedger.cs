using Monitoring.Contracts.Feed;
using Monitoring.Contracts.Ledger;

namespace Monitoring.Silo.Tests.Feed.Fixtures;

/// <summary>The books of one id, whichever grain asks.</summary>
internal sealed class FakeLedger(FakeBank bank, string id)
{
    private int _calls;

    public string Id { get; } = id;

    public FakeBank Bank { get; } = bank;

    public Lock Lock { get; } = new();

    public GrainKind? Kind { get; set; }

    public object? Reference { get; set; }

    public List<Posting> Postings { get; } = [];

    public List<DateOnly> ClosedDays { get; } = [];

    public List<int> CallSizes { get; } = [];

    public long Balance { get; set; }

    /// <summary>Whether two calls of one sender were ever under way at a time.</summary>
    public bool HasOverlapped { get; private set; }

    public void Enter()
    {
        if (Interlocked.Increment(ref _calls) > 1) HasOverlapped = true;
    }

    public void Leave() => Interlocked.Decrement(ref _calls);
}
