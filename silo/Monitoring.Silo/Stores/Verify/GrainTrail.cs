namespace Monitoring.Silo.Stores.Verify;

/// <summary>What is kept of a grain while the journal is read: its last entry.</summary>
internal struct GrainTrail
{
    public long Sequence;
    public long Position;
    public long Late;
    public long Balance;
    public long HighWater;
    public long Postings;
    public long LastPosting;
}
