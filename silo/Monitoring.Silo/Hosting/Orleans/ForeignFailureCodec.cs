using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Orleans.Serialization;
using Orleans.Serialization.Buffers;
using Orleans.Serialization.Cloning;
using Orleans.Serialization.Serializers;
using Orleans.Serialization.WireProtocol;

namespace Monitoring.Silo.Hosting.Cluster;

/// <summary>
/// Writes failures that no other process need know, as a database driver's, by their kind and message. They are causes of failures that
/// pass: an answer with a cause that cannot be written would become a failure of another kind, after which nobody tries again. Thread-safe.
/// </summary>
internal sealed class ForeignFailureCodec(ExceptionCodec exceptions) : IGeneralizedCodec, IGeneralizedCopier
{
    /// <inheritdoc cref="IGeneralizedCodec.IsSupportedType"/>
    public bool IsSupportedType(Type type) => typeof(Exception).IsAssignableFrom(type) && !exceptions.IsSupportedType(type);

    /// <inheritdoc/>
    public void WriteField<TBufferWriter>(
        ref Writer<TBufferWriter> writer, uint fieldIdDelta, [AllowNull] Type expectedType, [AllowNull] object? value)
        where TBufferWriter : IBufferWriter<byte>
    {
        var plain = value is Exception failure ? new Exception($"{failure.GetType().Name}: {failure.Message}") : null;
        exceptions.WriteField(ref writer, fieldIdDelta, expectedType, plain);
    }

    /// <inheritdoc/>
    [return: MaybeNull]
    public object? ReadValue<TInput>(ref Reader<TInput> reader, Field field) => exceptions.ReadValue(ref reader, field);

    /// <summary>Within a process the failure itself is passed on.</summary>
    public object? DeepCopy(object? input, CopyContext context) => input;
}
