namespace Monitoring.GraphQL;

/// <summary>A part of a document; <see cref="Start"/> is its first token's offset.</summary>
internal abstract class Node
{
    public int Start { get; init; }
}

internal sealed class NameNode : Node
{
    public required string Value { get; init; }
}

internal abstract class ValueNode : Node;

internal sealed class VariableNode : ValueNode
{
    public required NameNode Name { get; init; }
}

internal sealed class IntValueNode : ValueNode
{
    public required string Value { get; init; }
}

internal sealed class FloatValueNode : ValueNode
{
    public required string Value { get; init; }
}

internal sealed class StringValueNode : ValueNode
{
    public required string Value { get; init; }

    public bool IsBlock { get; init; }
}

internal sealed class BooleanValueNode : ValueNode
{
    public required bool Value { get; init; }
}

internal sealed class NullValueNode : ValueNode;

internal sealed class EnumValueNode : ValueNode
{
    public required string Value { get; init; }
}

internal sealed class ListValueNode : ValueNode
{
    public required IReadOnlyList<ValueNode> Values { get; init; }
}

internal sealed class ObjectValueNode : ValueNode
{
    public required IReadOnlyList<ObjectFieldNode> Fields { get; init; }
}

internal sealed class ObjectFieldNode : Node
{
    public required NameNode Name { get; init; }

    public required ValueNode Value { get; init; }
}

internal abstract class TypeNode : Node;

internal sealed class NamedTypeNode : TypeNode
{
    public required NameNode Name { get; init; }
}

internal sealed class ListTypeNode : TypeNode
{
    public required TypeNode Type { get; init; }
}

internal sealed class NonNullTypeNode : TypeNode
{
    public required TypeNode Type { get; init; }
}
