namespace Monitoring.GraphQL;

/// <summary>Walks definitions and selections with their types (sections 5.3, 5.4, 5.5 and 5.7).</summary>
internal sealed class SelectionRules(ValidationContext context, bool introspection)
{
    private readonly DirectiveRules _directives = new(context);
    private readonly ValueRules _values = new(context);
    private readonly HashSet<string> _definedTypes =
        [.. context.Document.Definitions.OfType<TypeSystemNode>().Where(node => !node.IsExtension && node.Name is not null).Select(node => node.Name!.Value)];

    private Schema Schema => context.Schema;

    public void Check()
    {
        foreach (var definition in context.Document.Definitions)
        {
            if (definition is OperationNode operation) CheckOperation(operation);
            else if (definition is FragmentNode fragment) CheckFragment(fragment);
        }
    }

    private void CheckOperation(OperationNode operation)
    {
        foreach (var variable in operation.Variables)
        {
            CheckTypeName(variable.Type);
            var type = Schema.FromNode(variable.Type);
            if (type is { IsInput: false })
            {
                context.Report(
                    Rules.VariablesAreInputTypes,
                    $"Variable \"${variable.Variable.Name.Value}\" cannot be non-input type \"{Printer.Print(variable.Type)}\".", variable.Type);
            }
            if (variable.DefaultValue is { } value) _values.Check(value, type is { IsInput: true } ? type : null);
            _directives.Check(variable, "VARIABLE_DEFINITION", _values);
        }
        _directives.Check(operation, Telemetry.Word(operation.Kind).ToUpperInvariant(), _values);
        CheckSet(operation.SelectionSet, Schema.RootOf(operation.Kind));
    }

    private void CheckFragment(FragmentNode fragment)
    {
        CheckTypeName(fragment.TypeCondition);
        var type = Schema.FromNode(fragment.TypeCondition);
        if (type is not null and not CompositeType)
        {
            context.Report(
                Rules.FragmentsOnCompositeTypes,
                $"Fragment \"{fragment.Name.Value}\" cannot condition on non composite type \"{type}\".", fragment.TypeCondition);
        }
        _directives.Check(fragment, "FRAGMENT_DEFINITION", _values);
        CheckSet(fragment.SelectionSet, type as CompositeType);
    }

    private void CheckSet(SelectionSetNode set, CompositeType? parent)
    {
        foreach (var selection in set.Selections)
        {
            switch (selection)
            {
                case FieldNode field:
                    CheckField(field, parent);
                    break;
                case InlineFragmentNode inline:
                    CheckInline(inline, parent);
                    break;
                default:
                    CheckSpread((FragmentSpreadNode)selection, parent);
                    break;
            }
        }
    }

    private void CheckField(FieldNode node, CompositeType? parent)
    {
        var field = parent is null ? null : Schema.FieldOf(parent, node.Name.Value);
        if (parent is not null && field is null) ReportUnknownField(node, parent);
        if (!introspection && (field == Schema.SchemaField || field == Schema.TypeField))
        {
            context.Report(
                Rules.NoIntrospection, $"GraphQL introspection has been disabled, but the requested query contained the field \"{node.Name.Value}\".",
                ErrorCodes.IntrospectionDisabled, [node]);
        }
        if (field is not null) CheckLeaf(node, field);
        CheckArguments(node, field, parent);
        _directives.Check(node, "FIELD", _values);
        if (node.SelectionSet is { } set) CheckSet(set, field?.Type.Named as CompositeType);
    }

    private void CheckLeaf(FieldNode node, FieldDefinition field)
    {
        var name = node.Name.Value;
        if (field.Type.Named.IsLeaf)
        {
            if (node.SelectionSet is null) return;
            context.Report(
                Rules.ScalarLeafs, $"Field \"{name}\" must not have a selection since type \"{field.Type}\" has no subfields.", node.SelectionSet);
        }
        else if (node.SelectionSet is null)
        {
            context.Report(
                Rules.ScalarLeafs,
                $"Field \"{name}\" of type \"{field.Type}\" must have a selection of subfields. Did you mean \"{name} {{ ... }}\"?", node);
        }
    }

    private void CheckArguments(FieldNode node, FieldDefinition? field, CompositeType? parent)
    {
        ArgumentRules.CheckUnique(context, node.Arguments);
        foreach (var argument in node.Arguments)
        {
            var definition = field?.FindArgument(argument.Name.Value);
            if (definition is null && field is not null)
            {
                context.Report(
                    Rules.KnownArgumentNames,
                    $"Unknown argument \"{argument.Name.Value}\" on field \"{parent!.Name}.{field.Name}\"."
                    + context.DidYouMean(argument.Name.Value, field.Arguments.Select(known => known.Name)), argument);
            }
            _values.Check(argument.Value, definition?.Type);
        }
        if (field is null) return;
        foreach (var missing in field.Arguments.Where(a => a.IsRequired && node.Arguments.All(given => given.Name.Value != a.Name)))
        {
            context.Report(
                Rules.ProvidedRequiredArguments,
                $"Field \"{field.Name}\" argument \"{missing.Name}\" of type \"{missing.Type}\" is required, but it was not provided.", node);
        }
    }

    private void CheckInline(InlineFragmentNode inline, CompositeType? parent)
    {
        CompositeType? type = parent;
        if (inline.TypeCondition is { } condition)
        {
            CheckTypeName(condition);
            var named = Schema.FromNode(condition);
            if (named is not null and not CompositeType)
                context.Report(Rules.FragmentsOnCompositeTypes, $"Fragment cannot condition on non composite type \"{named}\".", condition);
            type = named as CompositeType;
        }
        if (type is not null && parent is not null && !Schema.Overlap(type, parent))
        {
            context.Report(
                Rules.PossibleFragmentSpreads,
                $"Fragment cannot be spread here as objects of type \"{parent.Name}\" can never be of type \"{type.Name}\".", inline);
        }
        _directives.Check(inline, "INLINE_FRAGMENT", _values);
        CheckSet(inline.SelectionSet, type);
    }

    private void CheckSpread(FragmentSpreadNode spread, CompositeType? parent)
    {
        var name = spread.Name.Value;
        if (!context.Fragments.TryGetValue(name, out var fragment))
            context.Report(Rules.KnownFragmentNames, $"Unknown fragment \"{name}\".", spread.Name);
        else if (context.TypeCondition(fragment.TypeCondition) is { } type && parent is not null && !Schema.Overlap(type, parent))
        {
            context.Report(
                Rules.PossibleFragmentSpreads,
                $"Fragment \"{name}\" cannot be spread here as objects of type \"{parent.Name}\" can never be of type \"{type.Name}\".", spread);
        }
        _directives.Check(spread, "FRAGMENT_SPREAD", _values);
    }

    private void CheckTypeName(TypeNode node)
    {
        while (node is not NamedTypeNode) node = node is ListTypeNode list ? list.Type : ((NonNullTypeNode)node).Type;
        var name = ((NamedTypeNode)node).Name.Value;
        if (Schema.Types.ContainsKey(name) || _definedTypes.Contains(name)) return;
        context.Report(Rules.KnownTypeNames, $"Unknown type \"{name}\"." + context.DidYouMean(name, Schema.Types.Keys.Concat(_definedTypes)), node);
    }

    private void ReportUnknownField(FieldNode node, CompositeType parent)
    {
        var name = node.Name.Value;
        var hint = "";
        if (context.Suggest)
        {
            hint = Suggestions.DidYouMean("to use an inline fragment on", FieldSuggestions.Types(Schema, parent, name));
            if (hint.Length == 0) hint = Suggestions.DidYouMean(Suggestions.For(name, parent.Fields.Select(field => field.Name)));
        }
        context.Report(Rules.FieldsOnCorrectType, $"Cannot query field \"{name}\" on type \"{parent.Name}\".{hint}", node);
    }
}
