using Monitoring.Grains.Journal;

namespace Monitoring.Silo.Journal;

/// <summary>A commit with the numbers it gets if its group is written.</summary>
/// <param name="Pending">The commit.</param>
/// <param name="Key">Number of its grain.</param>
/// <param name="FirstPosition">Position of its first entry; the others follow.</param>
/// <param name="FirstJump">Where its entries' jump positions begin in the plan.</param>
/// <param name="FirstCursor">Cursor of its first alert change; the others follow.</param>
/// <param name="Head">The grain's head after it.</param>
internal readonly record struct PlannedCommit(
    PendingCommit Pending, long Key, long FirstPosition, int FirstJump, long FirstCursor, GrainHead Head);
