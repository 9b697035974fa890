namespace Monitoring.GraphQL;

/// <summary>What all rules share: the document, its fragments, and the errors so far.</summary>
internal sealed class ValidationContext
{
    private readonly int _errorsMax;

    public ValidationContext(Schema schema, DocumentNode document, int errorsMax, bool suggest)
    {
        (Schema, Document, Suggest, _errorsMax) = (schema, document, suggest, errorsMax);
        foreach (var fragment in document.Definitions.OfType<FragmentNode>()) Fragments[fragment.Name.Value] = fragment;
    }

    public Schema Schema { get; }

    public DocumentNode Document { get; }

    /// <summary>Whether messages may name parts of the schema the client did not.</summary>
    public bool Suggest { get; }

    public Dictionary<string, FragmentNode> Fragments { get; } = [];

    public List<GraphQLError> Errors { get; } = [];

    public void Report(string rule, string message, params IEnumerable<Node> nodes) => Report(rule, message, ErrorCodes.ValidationFailed, nodes);

    public void Report(string rule, string message, string code, IEnumerable<Node> nodes)
    {
        if (Errors.Count >= _errorsMax)
        {
            Errors.Add(new GraphQLError("Too many validation errors, error limit reached. Validation aborted.", ErrorCodes.ValidationFailed));
            throw new ValidationAbortedException();
        }
        Errors.Add(new GraphQLError(message, code) { Rule = rule, Locations = [.. nodes.Select(node => Document.Source.LocationOf(node.Start))] });
    }

    public string DidYouMean(string name, IEnumerable<string> options) => Suggest ? Suggestions.DidYouMean(Suggestions.For(name, options)) : "";

    public CompositeType? TypeCondition(NamedTypeNode? node) => node is null ? null : Schema.FromNode(node) as CompositeType;
}

/// <summary>Enough errors were found.</summary>
internal sealed class ValidationAbortedException : Exception;
