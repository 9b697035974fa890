namespace Monitoring.Silo.Stores;

/// <summary>How grains' state of one type is stored. Register one for a type; a type without one is stored as JSON.</summary>
/// <typeparam name="T">Type of the state.</typeparam>
public interface ISnapshotCodec<T>
{
    /// <summary>The stored form.</summary>
    byte[] Encode(T state);

    /// <summary>Reads what <see cref="Encode"/> wrote.</summary>
    /// <exception cref="FormatException">The bytes are damaged or of a later version.</exception>
    T Decode(byte[] data);
}
