using Orleans;

namespace Monitoring.Grains.Grain;

/// <summary>A state kept so that a grain wakes up without reading its whole journal. It can be deleted at any time: the journal is the truth.</summary>
[GenerateSerializer, Alias("ledger-snapshot")]
public sealed class LedgerSnapshot
{
    /// <summary>Sequence of the last event in it; 0 when there is none.</summary>
    [Id(0)] public long Sequence { get; set; }

    /// <summary>The state as its codec encodes it.</summary>
    [Id(1)] public byte[] State { get; set; } = [];
}
