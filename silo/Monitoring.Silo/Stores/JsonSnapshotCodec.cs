using System.Text.Json;

namespace Monitoring.Silo.Stores;

/// <summary>Stores a state as JSON.</summary>
internal sealed class JsonSnapshotCodec<T> : ISnapshotCodec<T>
{
    public static JsonSnapshotCodec<T> Instance { get; } = new();

    public byte[] Encode(T state) => JsonSerializer.SerializeToUtf8Bytes(state);

    public T Decode(byte[] data)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(data) ?? throw new FormatException("A stored state is null.");
        }
        catch (JsonException exception)
        {
            throw new FormatException("A stored state is damaged: " + exception.Message, exception);
        }
    }
}
