using System.Diagnostics;

namespace Monitoring.GraphQL;

/// <summary>From a request to a result.</summary>
internal sealed class Engine(GraphQLServer server)
{
    private GraphQLLimits Limits => server.Options.Limits;

    /// <summary>Reads, checks and plans an operation.</summary>
    /// <exception cref="RequestException">It is refused.</exception>
    public PreparedOperation Prepare(GraphQLRequest request)
    {
        var document = request.Query.Length > 0 ? server.Documents.Get(request.Query.Span)
            : request.DocumentId is { } id ? server.Documents.GetTrusted(id)
            : throw new RequestException("Must provide query string.", ErrorCodes.BadRequest, true);
        if (document.Errors.Count > 0) throw new RequestException(document.Errors);
        var operation = document.Operation(request.OperationName);
        if (server.Schema.RootOf(operation.Kind) is null)
            throw new RequestException($"Schema is not configured to execute {Telemetry.Word(operation.Kind)} operation.", ErrorCodes.OperationResolution);
        var errors = new List<GraphQLError>();
        var variables = VariableCoercion.Coerce(
            server.Schema, document.Document!, operation, request.Variables, Limits, server.Options.Introspection, errors);
        if (errors.Count > 0) throw new RequestException(errors);
        var cost = document.Cost.Of(operation, variables);
        if (cost > Limits.CostMax)
            throw new RequestException($"The operation costs more than {Limits.CostMax}.", ErrorCodes.QueryTooCostly);
        return new PreparedOperation(document.Plan(operation, variables), variables, cost);
    }

    /// <summary>Runs a query or mutation, or one event of a subscription.</summary>
    public async ValueTask<OperationResult> ExecuteAsync(
        PreparedOperation operation, GraphQLRequestContext context, object? root, CancellationToken cancellationToken)
    {
        var started = Stopwatch.GetTimestamp();
        using var activity = Telemetry.Start(operation.Plan.Operation);
        context.Schema = server.Schema;
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(Limits.ExecutionTimeMax);
        var execution = new Execution(operation.Plan, operation.Variables, context, server.Settings, timeout.Token);
        OperationResult result;
        try
        {
            await execution.RunAsync(root).ConfigureAwait(false);
            result = new OperationResult(execution, Limits.ResponseBytesMax);
            if (execution.ErrorsOmitted > 0) Log.ErrorsOmitted(server.Logger, execution.ErrorsOmitted);
        }
        catch (OperationCanceledException) when (timeout.IsCancellationRequested)
        {
            execution.Dispose();
            result = cancellationToken.IsCancellationRequested
                ? new OperationResult(new GraphQLError("The operation was cancelled.", ErrorCodes.Cancelled), 499)
                : new OperationResult(new GraphQLError("The operation took too long.", ErrorCodes.Timeout), 503);
        }
        catch (ResponseTooLargeException e)
        {
            execution.Dispose();
            result = new OperationResult(new GraphQLError(e.Message, e.Code), 500);
        }
        catch (Exception e)
        {
            Log.OperationFailed(server.Logger, e);
            execution.Dispose();
            result = new OperationResult(new GraphQLError("Unexpected execution error.", ErrorCodes.Internal), 500);
        }
        Telemetry.Finish(activity, operation, result, started);
        return result;
    }
}
