using Orleans;
using Orleans.Concurrency;

namespace Monitoring.LocalSilo.Tests;

/// <summary>A grain that runs what the test hands it, in a turn of its own.</summary>
public interface IScriptGrain : IGrainWithStringKey
{
    Task Run(Func<ScriptGrain, Task> body);

    Task<string> Ask(Func<ScriptGrain, Task<string>> body);

    ValueTask RunQuickly(Func<ScriptGrain, ValueTask> body);

    ValueTask<string> AskQuickly(Func<ScriptGrain, ValueTask<string>> body);

    [AlwaysInterleave]
    Task RunInterleaved(Func<ScriptGrain, Task> body);

    [ReadOnly]
    Task RunReadOnly(Func<ScriptGrain, Task> body);

    [OneWay]
    Task RunOneWay(Func<ScriptGrain, Task> body);
}
