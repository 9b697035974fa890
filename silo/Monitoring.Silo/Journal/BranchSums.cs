using Monitoring.Grains.Journal;

namespace Monitoring.Silo.Journal;

/// <summary>What one transaction adds to one total.</summary>
internal sealed class BranchSums
{
    public Int128 Balance { get; set; }

    public long Accounts { get; set; }

    public Int128 Debits { get; set; }

    public Int128 Credits { get; set; }

    /// <summary>Whether nothing is added in the end.</summary>
    public bool IsZero => Balance == 0 && Accounts == 0 && Debits == 0 && Credits == 0;
}
