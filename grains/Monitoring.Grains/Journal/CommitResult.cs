namespace Monitoring.Grains.Journal;

/// <summary>Answer of the journal to a commit.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="Head">The grain's head after it when committed, else none.</param>
public readonly record struct CommitResult(CommitStatus Status, GrainHead Head = default);
