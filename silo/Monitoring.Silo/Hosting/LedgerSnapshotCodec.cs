using Monitoring.Domain.Codec;
using Monitoring.Grains.Grain;
using Monitoring.Silo.Stores;

namespace Monitoring.Silo.Hosting;

/// <summary>Stores a ledger's snapshot as its sequence and the state's own bytes.</summary>
internal sealed class LedgerSnapshotCodec : ISnapshotCodec<LedgerSnapshot>
{
    public byte[] Encode(LedgerSnapshot state)
    {
        var writer = new ByteWriter();
        writer.Signed(state.Sequence);
        return [.. writer.ToArray(), .. state.State];
    }

    public LedgerSnapshot Decode(byte[] data)
    {
        var reader = new ByteReader(data);
        return new LedgerSnapshot { Sequence = reader.Signed(), State = reader.Rest().ToArray() };
    }
}
