using Monitoring.Grains.Queries;

namespace Monitoring.Silo.Journal;

/// <summary>What is written beside the journal, in a transaction of the writer.</summary>
internal interface ISideWrites
{
    /// <summary>
    /// Writes a snapshot whose stored version is <paramref name="expected"/> (<c>null</c> for none) under a new version.
    /// </summary>
    /// <returns>Whether the stored version was that one.</returns>
    bool PutSnapshot(string name, string key, long? expected, long etag, ReadOnlySpan<byte> data);

    /// <summary>Deletes a snapshot whose stored version is <paramref name="expected"/>.</summary>
    /// <returns>Whether the stored version was that one.</returns>
    bool DeleteSnapshot(string name, string key, long? expected);

    /// <summary>Keeps a rejected line, or counts it again.</summary>
    void AddQuarantine(RejectedLine line, long at);

    /// <summary>Sets a quarantined line's state.</summary>
    /// <returns>Whether there is such a line.</returns>
    bool MarkQuarantine(long id, QuarantineState state, long at);

    /// <summary>Remembers the business day that the bank's clock closed last; never an earlier one than before.</summary>
    void PutClosedDay(int day);

    /// <summary>Writes the heads that are only in memory, so that queries find all figures in the table.</summary>
    void Settle();

    /// <summary>Writes something that changes nothing, to see whether writing is possible.</summary>
    void Probe();
}
