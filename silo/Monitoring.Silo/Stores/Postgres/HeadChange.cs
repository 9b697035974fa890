using Monitoring.Silo.Journal;

namespace Monitoring.Silo.Stores.Postgres;

/// <summary>What a group does to a head.</summary>
/// <param name="Key">Number of the grain.</param>
/// <param name="State">The head after it; its late position is 0 when the group has no late posting of it.</param>
/// <param name="Sequence">The sequence at which its grain decided; 0 for a new grain.</param>
/// <param name="Position">The position at which its grain decided.</param>
/// <param name="First">Position of the first entry.</param>
internal readonly record struct HeadChange(long Key, HeadState State, long Sequence, long Position, long First)
{
    /// <summary>Whether its row is inserted with its grain.</summary>
    public bool IsNew => Sequence == 0;
}
