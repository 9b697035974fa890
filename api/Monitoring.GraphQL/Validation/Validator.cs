namespace Monitoring.GraphQL;

/// <summary>Checks a document against a schema (specification, section 5).</summary>
internal static class Validator
{
    public static IReadOnlyList<GraphQLError> Validate(Schema schema, DocumentNode document, GraphQLOptions options)
    {
        var context = new ValidationContext(schema, document, options.Limits.ErrorsMax, options.Introspection);
        try
        {
            DefinitionRules.Check(context);
            FragmentRules.Check(context);
            new SelectionRules(context, options.Introspection).Check();
            new VariableRules(context).Check();
            IntrospectionDepthRule.Check(context);
            new OverlappingFieldsRule(context).Check();
        }
        catch (ValidationAbortedException)
        {
            // The errors so far are the answer.
        }
        return context.Errors;
    }
}
