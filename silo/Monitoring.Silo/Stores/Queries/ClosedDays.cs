using Monitoring.Silo.Escalation;
using Monitoring.Silo.Journal;

namespace Monitoring.Silo.Stores.Queries;

/// <summary>Keeps the day closed last in the store, which is backed up and restored with it.</summary>
internal sealed class ClosedDays(ReadPool pool, JournalWriter writer) : IClosedDays
{
    private static readonly SqlText Select = new("select closed_day from business_clock");

    /// <inheritdoc/>
    public ValueTask<DateOnly?> ReadAsync(CancellationToken cancellation) => pool.ReadAsync<DateOnly?>(
        session => session.Query(Select, row => row.Int64(0)) is [var day] ? DateOnly.FromDayNumber((int)day) : null, cancellation);

    /// <inheritdoc/>
    public async ValueTask WriteAsync(DateOnly day, CancellationToken cancellation)
    {
        var write = writer.WriteAsync(writes =>
        {
            writes.PutClosedDay(day.DayNumber);
            return true;
        });
        await write.AsTask().WaitAsync(cancellation).ConfigureAwait(false);
    }
}
