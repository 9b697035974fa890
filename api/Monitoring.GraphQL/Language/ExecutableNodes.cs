namespace Monitoring.GraphQL;

internal enum OperationKind
{
    Query,
    Mutation,
    Subscription,
}

internal sealed class DocumentNode : Node
{
    public required Source Source { get; init; }

    public required IReadOnlyList<DefinitionNode> Definitions { get; init; }

    public required int TokenCount { get; init; }
}

internal abstract class DefinitionNode : Node
{
    public StringValueNode? Description { get; init; }
}

internal interface IHasDirectives
{
    IReadOnlyList<DirectiveNode> Directives { get; }
}

internal sealed class OperationNode : DefinitionNode, IHasDirectives
{
    public required OperationKind Kind { get; init; }

    public NameNode? Name { get; init; }

    public required IReadOnlyList<VariableDefinitionNode> Variables { get; init; }

    public required IReadOnlyList<DirectiveNode> Directives { get; init; }

    public required SelectionSetNode SelectionSet { get; init; }
}

internal sealed class FragmentNode : DefinitionNode, IHasDirectives
{
    public required NameNode Name { get; init; }

    public required NamedTypeNode TypeCondition { get; init; }

    public required IReadOnlyList<DirectiveNode> Directives { get; init; }

    public required SelectionSetNode SelectionSet { get; init; }
}

internal sealed class VariableDefinitionNode : Node, IHasDirectives
{
    public StringValueNode? Description { get; init; }

    public required VariableNode Variable { get; init; }

    public required TypeNode Type { get; init; }

    public ValueNode? DefaultValue { get; init; }

    public required IReadOnlyList<DirectiveNode> Directives { get; init; }
}

internal sealed class SelectionSetNode : Node
{
    public required IReadOnlyList<SelectionNode> Selections { get; init; }
}

internal abstract class SelectionNode : Node, IHasDirectives
{
    public required IReadOnlyList<DirectiveNode> Directives { get; init; }
}

internal sealed class FieldNode : SelectionNode
{
    public NameNode? Alias { get; init; }

    public required NameNode Name { get; init; }

    public required IReadOnlyList<ArgumentNode> Arguments { get; init; }

    public SelectionSetNode? SelectionSet { get; init; }

    public string ResponseName => (Alias ?? Name).Value;
}

internal sealed class FragmentSpreadNode : SelectionNode
{
    public required NameNode Name { get; init; }
}

internal sealed class InlineFragmentNode : SelectionNode
{
    public NamedTypeNode? TypeCondition { get; init; }

    public required SelectionSetNode SelectionSet { get; init; }
}

internal sealed class ArgumentNode : Node
{
    public required NameNode Name { get; init; }

    public required ValueNode Value { get; init; }
}

internal sealed class DirectiveNode : Node
{
    public required NameNode Name { get; init; }

    public required IReadOnlyList<ArgumentNode> Arguments { get; init; }
}
