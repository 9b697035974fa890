using System.Collections.Concurrent;

namespace Monitoring.GraphQL;

/// <summary>A document that was read and checked, with the plans made from it so far.</summary>
internal sealed class PreparedDocument
{
    /// <summary>Plans kept for one operation; there is one for each setting of its skip and include variables.</summary>
    private const int PlansMax = 64;

    private readonly Schema _schema;
    private readonly ConcurrentDictionary<(OperationNode, ulong), OperationPlan> _plans = new();
    private readonly Dictionary<OperationNode, string[]> _conditions = [];

    public PreparedDocument(Schema schema, GraphQLOptions options, string text)
    {
        _schema = schema;
        try
        {
            Document = Parser.Parse(text, options.Limits);
        }
        catch (GraphQLSyntaxException e)
        {
            Errors = [new GraphQLError(e.Message, e.Code) { Locations = [e.Location] }];
            return;
        }
        var shape = new DocumentShape(Document, options.Limits);
        Errors = shape.Errors.Count > 0 ? shape.Errors : Validator.Validate(schema, Document, options);
        if (Errors.Count > 0) return;
        Cost = new CostAnalysis(schema, Document, options.Limits);
        foreach (var operation in Document.Definitions.OfType<OperationNode>())
            _conditions.Add(operation, [.. ConditionVariables.Of(Document, operation)]);
    }

    public DocumentNode? Document { get; }

    public IReadOnlyList<GraphQLError> Errors { get; }

    public CostAnalysis Cost { get; } = null!;

    /// <exception cref="RequestException">There is no such operation, or more than one and no name.</exception>
    public OperationNode Operation(string? name)
    {
        OperationNode? found = null;
        foreach (var definition in Document!.Definitions)
        {
            if (definition is not OperationNode operation) continue;
            if (name is null && found is not null)
            {
                throw new RequestException(
                    "Must provide operation name if query contains multiple operations.", ErrorCodes.OperationResolution);
            }
            if (name is null || operation.Name?.Value == name) found ??= operation;
        }
        return found ?? throw new RequestException(
            name is null ? "Must provide an operation." : $"Unknown operation named \"{name}\".", ErrorCodes.OperationResolution);
    }

    public OperationPlan Plan(OperationNode operation, Variables variables)
    {
        var names = _conditions[operation];
        var set = 0UL;
        for (var i = 0; i < names.Length; i++)
        {
            if (Condition(names[i], variables) && i < 64) set |= 1UL << i;
        }
        if (names.Length > 64) return Make(operation, names, variables);
        if (_plans.TryGetValue((operation, set), out var known)) return known;
        var made = Make(operation, names, variables);
        if (_plans.Count < PlansMax) _plans.TryAdd((operation, set), made);
        return made;
    }

    private OperationPlan Make(OperationNode operation, string[] names, Variables variables)
    {
        var values = names.ToDictionary(name => name, name => Condition(name, variables));
        return new OperationPlan(_schema, Document!, operation, name => values[name]);
    }

    private static bool Condition(string name, Variables variables)
    {
        if (variables.TryGet(name, out var value) && value is bool condition) return condition;
        throw new RequestException("Argument \"if\" of non-null type \"Boolean!\" must not be null.", ErrorCodes.BadUserInput);
    }
}
