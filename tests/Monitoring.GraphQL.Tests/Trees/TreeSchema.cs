using System.Runtime.CompilerServices;
using System.Threading.Channels;

namespace Monitoring.GraphQL.Tests.Trees;

/// <summary>What the resolvers below did; one for each server.</summary>
public sealed class Probe
{
    public int LoaderCalls;
    public int BatchCalls;
    public int Resolved;
    public int OpenSources;

    public List<string> Order { get; } = [];

    public TaskCompletionSource Gate { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource SourceClosed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Channel<int> Events { get; } = Channel.CreateUnbounded<int>();
}

/// <summary>A tree whose fields wait, fail, load and batch.</summary>
public sealed record Leaf(int Number)
{
    public string Name => $"n{Number}";

    public Task<Leaf?> ParentAsync(LeafLoader loader) => loader.LoadAsync(Number + 1_000);

    public IReadOnlyList<Leaf> Children(int first = 2) => [.. Enumerable.Range(Number * 2, first).Select(number => new Leaf(number))];

    public async Task<string> LateAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(1, cancellationToken);
        return Name;
    }

    public async Task<string> LateFailureAsync()
    {
        await Task.Yield();
        throw new InvalidOperationException("secret");
    }

    public Leaf? Maybe => this;

    public async Task<Leaf?> MaybeLateAsync()
    {
        await Task.Yield();
        return this;
    }

    public IReadOnlyList<Leaf?> Gaps => [this, null];

    public Connection<Leaf> Pages(Probe probe, int? first = 3, string? after = null) =>
        Connection.ForwardAsync(
            first, after, leaf => leaf.Name,
            (afterKey, limit) => Task.FromResult<IReadOnlyList<Leaf>>(
                [.. Enumerable.Range(afterKey is null ? 0 : int.Parse(afterKey[1..], null) + 1, 100).Where(n => n < 10).Take(limit).Select(n => new Leaf(n))]),
            _ => Task.FromResult(Interlocked.Increment(ref probe.Resolved) + 9)).GetAwaiter().GetResult();
}

public sealed class LeafLoader(Probe probe) : BatchLoader<int, Leaf>
{
    protected override async Task<IReadOnlyDictionary<int, Leaf>> LoadBatchAsync(IReadOnlyList<int> keys, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref probe.LoaderCalls);
        await Task.Yield();
        return keys.ToDictionary(key => key, key => new Leaf(key));
    }
}

public static class LeafFields
{
    [GraphQLBatch]
    public static async Task<IReadOnlyList<int>> SquareAsync(IReadOnlyList<Leaf> leaves, Probe probe, int plus = 0)
    {
        Interlocked.Increment(ref probe.BatchCalls);
        await Task.Yield();
        return [.. leaves.Select(leaf => leaf.Number * leaf.Number + plus)];
    }
}

public sealed class TreeQuery(Probe probe)
{
    public IReadOnlyList<Leaf> Leaves(int first = 10)
    {
        probe.Resolved++;
        return [.. Enumerable.Range(1, first).Select(number => new Leaf(number))];
    }

    public Leaf Root() => new(1);

    public async Task<int> WaitAsync()
    {
        await probe.Gate.Task;
        return 1;
    }

    public int OpenGate()
    {
        probe.Gate.TrySetResult();
        return 2;
    }

    public async Task<int> NeverAsync(CancellationToken cancellationToken)
    {
        await Task.Delay(Timeout.Infinite, cancellationToken);
        return 0;
    }

    public string Big(int length) => new('x', length);

    public string Show(IReadOnlyList<Nested>? nested) => nested is null ? "none" : "some";

    public string WhoAmI(GraphQLRequestContext context) => context.User.Identity?.Name ?? "nobody";

    public string Told(Optional<string?> value) => !value.HasValue ? "absent" : value.Value ?? "null";
}

public sealed record Nested(Nested? Inner, int? Number);

public sealed class TreeMutation(Probe probe)
{
    public async Task<string> StepAsync(string name)
    {
        probe.Order.Add("begin " + name);
        await Task.Yield();
        probe.Order.Add("end " + name);
        return name;
    }

    public async Task<string> FailAsync()
    {
        await Task.Yield();
        throw new GraphQLException("No.", "NO");
    }
}

public sealed class TreeSubscription(Probe probe)
{
    public async IAsyncEnumerable<SubscriptionEvent<int>> Events([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref probe.OpenSources);
        try
        {
            await foreach (var number in probe.Events.Reader.ReadAllAsync(cancellationToken))
                yield return new SubscriptionEvent<int>($"e{number}", number);
        }
        finally
        {
            Interlocked.Decrement(ref probe.OpenSources);
            probe.SourceClosed.TrySetResult();
        }
    }

    public async IAsyncEnumerable<Watcher> Watch()
    {
        await Task.Yield();
        yield return new Watcher();
    }

    /// <summary>More events than anybody can take.</summary>
    public async IAsyncEnumerable<string> Flood([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var i = 0; !cancellationToken.IsCancellationRequested; i++)
        {
            if (i % 100 == 0) await Task.Yield();
            yield return new string('x', 10_000);
        }
    }
}

public sealed record Watcher
{
    public string Who(GraphQLRequestContext context) => context.User.Identity?.Name ?? "nobody";
}

public static class TreeSchema
{
    public static void Configure(GraphQLOptions options) => options
        .Query<TreeQuery>().Mutation<TreeMutation>().Subscription<TreeSubscription>().Extend<Leaf>(typeof(LeafFields));
}
