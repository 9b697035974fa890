using System.Text;
using Monitoring.Grains.Journal;
using Monitoring.Grains.Queries;
using Monitoring.Silo.Stores;

namespace Monitoring.Silo.Tests.Stores;

/// <summary>What every database promises to keep of rejected lines.</summary>
public abstract class QuarantineCompliance : IDisposable
{
    private static readonly DateTimeOffset At = new(2026, 11, 22, 1, 0, 0, TimeSpan.Zero);
    private readonly ITestStore _database;
    private readonly WriteGate _gate = new();
    private Store _store;

    protected QuarantineCompliance(ITestStore database)
    {
        _database = database;
        _store = database.Open(_gate);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _gate.Dispose();
        _store.Dispose();
        _database.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_line_is_kept_with_all_that_is_known_of_it()
    {
        var full = Line(1) with { RecordId = "P-1", Field = "amount", IsCut = true };
        await _store.Quarantine.AddAsync([full, Line(2)], At, Cancellation);
        _store.Dispose();
        _store = _database.Open();
        var entries = await _store.Quarantine.ListAsync(0, 10, null, Cancellation);
        Assert.Equivalent(new QuarantineEntry(1, full, QuarantineState.Open, At, At, 1, null), entries[0], strict: true);
        Assert.Equivalent(new QuarantineEntry(2, Line(2), QuarantineState.Open, At, At, 1, null), entries[1], strict: true);
        Assert.Equivalent(entries[1], await _store.Quarantine.FindAsync(2, Cancellation), strict: true);
        Assert.Null(await _store.Quarantine.FindAsync(3, Cancellation));
    }

    [Fact]
    public async Task The_same_line_again_is_one_entry_seen_more_often()
    {
        await _store.Quarantine.AddAsync([Line(1), Line(1), Line(2)], At, Cancellation);
        await _store.Quarantine.AddAsync([Line(1) with { Line = 99 }], At.AddHours(1), Cancellation);
        var entry = await _store.Quarantine.FindAsync(1, Cancellation);
        Assert.Equal((3L, At, At.AddHours(1), 1L), (entry!.TimesSeen, entry.FirstSeenAt, entry.LastSeenAt, entry.Rejected.Line));
        Assert.Equal(2, await _store.Quarantine.CountAsync(null, Cancellation));
    }

    [Fact]
    public async Task Entries_are_listed_from_either_end_by_state()
    {
        await _store.Quarantine.AddAsync([.. Enumerable.Range(1, 9).Select(Line)], At, Cancellation);
        Assert.True(await _store.Quarantine.MarkAsync(4, QuarantineState.Resubmitted, At.AddHours(1), Cancellation));
        Assert.True(await _store.Quarantine.MarkAsync(4, QuarantineState.Resubmitted, At.AddHours(2), Cancellation));
        Assert.False(await _store.Quarantine.MarkAsync(99, QuarantineState.Resubmitted, At, Cancellation));
        Assert.Equal(At.AddHours(1), (await _store.Quarantine.FindAsync(4, Cancellation))!.StateChangedAt);
        Assert.Equal([3L, 5L], (await _store.Quarantine.ListAsync(2, 2, QuarantineState.Open, Cancellation)).Select(entry => entry.Id));
        var newest = await _store.Quarantine.ListNewestAsync(QuarantineState.Open, 6, 2, Cancellation);
        Assert.Equal([5L, 3L], newest.Items.Select(entry => entry.Id));
        Assert.True(newest.HasMore);
        Assert.False((await _store.Quarantine.ListNewestAsync(null, 3, 2, Cancellation)).HasMore);
        Assert.Equal(1, await _store.Quarantine.CountAsync(QuarantineState.Resubmitted, Cancellation));
    }

    [Fact]
    public async Task When_writing_fails_nothing_is_kept_and_the_sender_is_told()
    {
        _gate.FailWrites = true;
        await Assert.ThrowsAsync<JournalUnavailableException>(
            async () => await _store.Quarantine.AddAsync([Line(1)], At, Cancellation));
        _gate.FailWrites = false;
        Assert.Equal(0, await _store.Quarantine.CountAsync(null, Cancellation));
        await _store.Quarantine.AddAsync([Line(1)], At, Cancellation);
        Assert.Equal(1, await _store.Quarantine.CountAsync(null, Cancellation));
    }

    private static RejectedLine Line(int number) => new()
    {
        Fingerprint = -number,
        Path = "/feed/postings",
        ContentType = "application/x-ndjson",
        Body = Encoding.UTF8.GetBytes("{\"金额\":" + number + "}"),
        Source = "http",
        Line = number,
        Code = "AMOUNT_NOT_POSITIVE",
        Message = "The amount must be positive.",
    };
}
