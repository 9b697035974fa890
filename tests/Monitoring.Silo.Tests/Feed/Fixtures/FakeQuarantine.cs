using Monitoring.Grains.Queries;

namespace Monitoring.Silo.Tests.Feed.Fixtures;

/// <summary>A quarantine in memory.</summary>
internal sealed class FakeQuarantine : IQuarantineStore
{
    private readonly Lock _lock = new();
    private readonly List<QuarantineEntry> _entries = [];

    /// <summary>Thrown by every write while set.</summary>
    public Exception? Failure { get; set; }

    public IReadOnlyList<QuarantineEntry> Entries
    {
        get
        {
            lock (_lock) return [.. _entries];
        }
    }

    public ValueTask AddAsync(IReadOnlyList<RejectedLine> lines, DateTimeOffset at, CancellationToken cancellationToken = default)
    {
        if (Failure is not null) throw Failure;
        lock (_lock)
        {
            foreach (var line in lines) Add(line, at);
        }

        return ValueTask.CompletedTask;
    }

    public ValueTask<IReadOnlyList<QuarantineEntry>> ListAsync(
        long after, int first, QuarantineState? state = null, CancellationToken cancellationToken = default)
    {
        var found = Entries.Where(entry => entry.Id > after && (state is null || entry.State == state)).Take(first);
        return ValueTask.FromResult<IReadOnlyList<QuarantineEntry>>([.. found]);
    }

    public ValueTask<QuarantineEntry?> FindAsync(long id, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(Entries.FirstOrDefault(entry => entry.Id == id));

    public ValueTask<bool> MarkAsync(long id, QuarantineState state, DateTimeOffset at, CancellationToken cancellationToken = default)
    {
        lock (_lock)
        {
            var index = _entries.FindIndex(entry => entry.Id == id);
            if (index >= 0) _entries[index] = _entries[index] with { State = state, StateChangedAt = at };
            return ValueTask.FromResult(index >= 0);
        }
    }

    private void Add(RejectedLine line, DateTimeOffset at)
    {
        var index = _entries.FindIndex(entry => entry.Rejected.Fingerprint == line.Fingerprint);
        if (index < 0) _entries.Add(new QuarantineEntry(_entries.Count + 1, line, QuarantineState.Open, at, at, 1, null));
        else _entries[index] = _entries[index] with { TimesSeen = _entries[index].TimesSeen + 1, LastSeenAt = at };
    }
}
