namespace Monitoring.GraphQL;

internal enum TypeSystemKind
{
    Schema,
    Scalar,
    Object,
    Interface,
    Union,
    Enum,
    InputObject,
}

/// <summary>A schema or type definition, or an extension of one; the parts a kind does not have are empty.</summary>
internal sealed class TypeSystemNode : DefinitionNode, IHasDirectives
{
    public required TypeSystemKind Kind { get; init; }

    public required bool IsExtension { get; init; }

    /// <summary>Null for <c>schema</c> only.</summary>
    public NameNode? Name { get; init; }

    public IReadOnlyList<NamedTypeNode> Interfaces { get; init; } = [];

    public required IReadOnlyList<DirectiveNode> Directives { get; init; }

    public IReadOnlyList<FieldDefinitionNode> Fields { get; init; } = [];

    public IReadOnlyList<InputValueDefinitionNode> InputFields { get; init; } = [];

    public IReadOnlyList<NamedTypeNode> Members { get; init; } = [];

    public IReadOnlyList<EnumValueDefinitionNode> Values { get; init; } = [];

    public IReadOnlyList<OperationTypeNode> OperationTypes { get; init; } = [];
}

internal sealed class OperationTypeNode : Node
{
    public required OperationKind Operation { get; init; }

    public required NamedTypeNode Type { get; init; }
}

internal sealed class FieldDefinitionNode : Node, IHasDirectives
{
    public StringValueNode? Description { get; init; }

    public required NameNode Name { get; init; }

    public required IReadOnlyList<InputValueDefinitionNode> Arguments { get; init; }

    public required TypeNode Type { get; init; }

    public required IReadOnlyList<DirectiveNode> Directives { get; init; }
}

internal sealed class InputValueDefinitionNode : Node, IHasDirectives
{
    public StringValueNode? Description { get; init; }

    public required NameNode Name { get; init; }

    public required TypeNode Type { get; init; }

    public ValueNode? DefaultValue { get; init; }

    public required IReadOnlyList<DirectiveNode> Directives { get; init; }
}

internal sealed class EnumValueDefinitionNode : Node, IHasDirectives
{
    public StringValueNode? Description { get; init; }

    public required NameNode Name { get; init; }

    public required IReadOnlyList<DirectiveNode> Directives { get; init; }
}

internal sealed class DirectiveDefinitionNode : DefinitionNode
{
    public required NameNode Name { get; init; }

    public required IReadOnlyList<InputValueDefinitionNode> Arguments { get; init; }

    public required bool IsRepeatable { get; init; }

    public required IReadOnlyList<NameNode> Locations { get; init; }
}
