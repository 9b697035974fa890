namespace Monitoring.Silo.Stores.Postgres;

/// <summary>
/// This process among the writers, and the number of its last group: written with each group, so that after a lost answer the database
/// tells whether the group is there. Used by the writer's thread only.
/// </summary>
internal sealed class PostgresWriterMark
{
    /// <summary>The process.</summary>
    public Guid Writer { get; } = Guid.NewGuid();

    /// <summary>Number of the group that was tried last.</summary>
    public long Group { get; set; }
}
