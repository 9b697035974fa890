namespace Monitoring.GraphQL;

/// <summary>An operation that may run.</summary>
internal sealed record PreparedOperation(OperationPlan Plan, Variables Variables, long Cost)
{
    public OperationKind Kind => Plan.Operation.Kind;
}
