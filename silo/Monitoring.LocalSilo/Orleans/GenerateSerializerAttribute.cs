namespace Orleans;

/// <summary>Marks a type for which Orleans generates a serializer. Without effect in the local silo.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct | AttributeTargets.Enum)]
public sealed class GenerateSerializerAttribute : Attribute
{
    /// <summary>Whether the primary constructor's parameters are serialized as members.</summary>
    public bool IncludePrimaryConstructorParameters { get; init; }
}
