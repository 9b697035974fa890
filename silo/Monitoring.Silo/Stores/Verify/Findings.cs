using System.Runtime.CompilerServices;

namespace Monitoring.Silo.Stores.Verify;

/// <summary>Gathers findings: counts all, keeps the first.</summary>
internal sealed class Findings
{
    /// <summary>Findings kept: enough to see what went wrong; one fault may show in every entry.</summary>
    private const int KeptMax = 100;

    private readonly List<StoreFinding> _kept = [];

    /// <summary>Number of findings.</summary>
    public long Count { get; private set; }

    /// <summary>The first of them.</summary>
    public IReadOnlyList<StoreFinding> Kept => _kept;

    /// <summary>Notes a finding unless something holds.</summary>
    public void Require(bool holds, StoreFindingKind kind, [InterpolatedStringHandlerArgument(nameof(holds))] ref FindingText detail)
    {
        if (holds) return;
        Count++;
        if (_kept.Count < KeptMax) _kept.Add(new StoreFinding(kind, detail.ToString()));
    }
}
