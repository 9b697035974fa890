using System.Collections.Concurrent;
using Orleans;

namespace Monitoring.LocalSilo.Tests;

/// <summary>What script grains do when they begin and end; the same for all grains of a silo.</summary>
public sealed class Script
{
    public Action<ScriptGrain> OnConstruct { get; set; } = static _ => { };

    public Func<ScriptGrain, CancellationToken, Task> OnActivate { get; set; } = static (_, _) => Task.CompletedTask;

    public Func<ScriptGrain, DeactivationReason, CancellationToken, Task> OnDeactivate { get; set; } =
        static (_, _, _) => Task.CompletedTask;

    /// <summary>Whatever the test wants to see, in the order in which it happened.</summary>
    public ConcurrentQueue<string> Events { get; } = new();
}
