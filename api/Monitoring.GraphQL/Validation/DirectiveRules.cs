namespace Monitoring.GraphQL;

/// <summary>Rules about directives (section 5.7), with the directives a document may itself define.</summary>
internal sealed class DirectiveRules
{
    private readonly ValidationContext _context;
    private readonly Dictionary<string, Known> _known = [];

    public DirectiveRules(ValidationContext context)
    {
        _context = context;
        foreach (var directive in context.Schema.Directives.Values)
        {
            _known[directive.Name] = new Known(directive.Locations, [.. directive.Arguments.Select(a => a.Name)],
                [.. directive.Arguments.Where(a => a.IsRequired).Select(a => (a.Name, a.Type.ToString()!))], directive.IsRepeatable);
        }
        foreach (var node in context.Document.Definitions.OfType<DirectiveDefinitionNode>())
        {
            _known[node.Name.Value] = new Known([.. node.Locations.Select(name => name.Value)], [.. node.Arguments.Select(a => a.Name.Value)],
                [.. node.Arguments.Where(a => a.Type is NonNullTypeNode && a.DefaultValue is null).Select(a => (a.Name.Value, Printer.Print(a.Type)))],
                node.IsRepeatable);
        }
    }

    public void Check(IHasDirectives owner, string location, ValueRules values)
    {
        if (owner.Directives.Count == 0) return;
        var seen = new Dictionary<string, DirectiveNode>();
        foreach (var directive in owner.Directives)
        {
            var name = directive.Name.Value;
            ArgumentRules.CheckUnique(_context, directive.Arguments);
            var definition = _context.Schema.Directives.GetValueOrDefault(name);
            foreach (var argument in directive.Arguments)
                values.Check(argument.Value, definition?.Arguments.FirstOrDefault(a => a.Name == argument.Name.Value)?.Type);
            if (!_known.TryGetValue(name, out var known))
            {
                _context.Report(Rules.KnownDirectives, $"Unknown directive \"@{name}\".", directive);
                continue;
            }
            if (!known.Locations.Contains(location))
                _context.Report(Rules.KnownDirectives, $"Directive \"@{name}\" may not be used on {location}.", directive);
            if (!known.Repeatable && !seen.TryAdd(name, directive))
            {
                _context.Report(
                    Rules.UniqueDirectivesPerLocation, $"The directive \"@{name}\" can only be used once at this location.", seen[name], directive);
            }
            CheckArguments(directive, known);
        }
    }

    private void CheckArguments(DirectiveNode directive, Known known)
    {
        var name = directive.Name.Value;
        foreach (var argument in directive.Arguments.Where(argument => !known.Arguments.Contains(argument.Name.Value)))
        {
            _context.Report(
                Rules.KnownArgumentNames, $"Unknown argument \"{argument.Name.Value}\" on directive \"@{name}\"."
                + _context.DidYouMean(argument.Name.Value, known.Arguments), argument);
        }
        foreach (var (missing, type) in known.Required.Where(wanted => directive.Arguments.All(given => given.Name.Value != wanted.Name)))
        {
            _context.Report(
                Rules.ProvidedRequiredArguments,
                $"Directive \"@{name}\" argument \"{missing}\" of type \"{type}\" is required, but it was not provided.", directive);
        }
    }

    private sealed record Known(
        IReadOnlyList<string> Locations, IReadOnlyList<string> Arguments, IReadOnlyList<(string Name, string Type)> Required, bool Repeatable);
}
