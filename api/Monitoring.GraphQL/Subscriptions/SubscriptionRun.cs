using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Microsoft.Extensions.DependencyInjection;

namespace Monitoring.GraphQL;

/// <summary>
/// Runs one subscription: reads its source, executes the selection for each event, and hands results to the transport. Between source
/// and transport there is a bounded buffer; when it stays full for longer than the options allow the run ends with
/// <see cref="SlowConsumerException"/>.
/// </summary>
internal sealed class SubscriptionRun(GraphQLServer server, Engine engine, PreparedOperation operation, GraphQLRequestContext context)
{
    private PlannedField Field => operation.Plan.Root.Fields[0];

    public async IAsyncEnumerable<OperationResult> EventsAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var max = server.Options.Limits.SubscriptionBufferMax;
        var buffer = Channel.CreateBounded<SubscriptionEvent<object?>>(
            new BoundedChannelOptions(max) { SingleReader = true, SingleWriter = true });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var pump = PumpAsync(buffer.Writer, max, stop.Token);
        try
        {
            await foreach (var item in buffer.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                await using var scope = context.Services.CreateAsyncScope();
                var own = new GraphQLRequestContext(scope.ServiceProvider)
                {
                    User = context.User,
                    HttpContext = context.HttpContext,
                    LastEventId = context.LastEventId,
                };
                var result = await engine.ExecuteAsync(operation, own, item.Payload, cancellationToken).ConfigureAwait(false);
                result.EventId = item.Id;
                Telemetry.EventSent();
                yield return result;
            }
        }
        finally
        {
            await stop.CancelAsync().ConfigureAwait(false);
            await pump.ConfigureAwait(false);
        }
    }

    /// <summary>Starts the source. What goes wrong before the first event is the request's error.</summary>
    private IAsyncEnumerable<SubscriptionEvent<object?>> Source(Execution execution, CancellationToken cancellationToken)
    {
        var field = Field;
        if (context.LastEventId is { } last && field.Definition.ResumeArgument is >= 0 and var index)
            execution.ReplaceArgument(field, index, field.Definition.Arguments[index].ToClr(last));
        return field.Definition.Source!.Start(execution, field, cancellationToken);
    }

    private async Task PumpAsync(ChannelWriter<SubscriptionEvent<object?>> writer, int max, CancellationToken cancellationToken)
    {
        context.Schema = server.Schema;
        using var execution = new Execution(operation.Plan, operation.Variables, context, server.Settings, cancellationToken);
        try
        {
            await foreach (var item in Source(execution, cancellationToken).ConfigureAwait(false))
            {
                if (writer.TryWrite(item) || await WaitAsync(writer, item, cancellationToken).ConfigureAwait(false)) continue;
                Log.SlowConsumer(server.Logger, Field.Definition.Name);
                writer.TryComplete(new SlowConsumerException(max));
                return;
            }
            writer.TryComplete();
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            writer.TryComplete();
        }
        catch (Exception e)
        {
            if (e is not GraphQLException) Log.SourceFailed(server.Logger, Field.Definition.Name, e);
            writer.TryComplete(e);
        }
    }

    /// <summary>Waits for room, as long as the options say; false when none came.</summary>
    private async ValueTask<bool> WaitAsync(
        ChannelWriter<SubscriptionEvent<object?>> writer, SubscriptionEvent<object?> item, CancellationToken cancellationToken)
    {
        if (server.Options.SlowConsumerWait <= TimeSpan.Zero) return false;
        var write = writer.WriteAsync(item, cancellationToken).AsTask();
        try
        {
            await write.WaitAsync(server.Options.SlowConsumerWait, context.Services.GetRequiredService<TimeProvider>(), cancellationToken)
                .ConfigureAwait(false);
            return true;
        }
        catch (TimeoutException)
        {
            // The stream is completed next, which ends the write that still waits.
            _ = write.ContinueWith(static ended => ended.Exception, CancellationToken.None, TaskContinuationOptions.OnlyOnFaulted, TaskScheduler.Default);
            return false;
        }
    }

    /// <summary>What a client is told when its subscription fails.</summary>
    public static GraphQLError ErrorOf(Exception exception, GraphQLServer server) => exception switch
    {
        GraphQLException known => new GraphQLError(known.Message, known.Code) { Extensions = known.Extensions },
        SlowConsumerException => new GraphQLError("Events come faster than they are read; subscribe again from the last event's id.", ErrorCodes.SlowConsumer),
        _ when server.Options.Translate?.Invoke(exception) is { } known => ErrorOf(known, server),
        _ => new GraphQLError("Unexpected execution error.", ErrorCodes.Internal),
    };
}
