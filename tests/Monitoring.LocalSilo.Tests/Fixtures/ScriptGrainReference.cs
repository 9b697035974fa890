namespace Monitoring.LocalSilo.Tests;

internal class ScriptGrainReference<TGrain>(LocalSiloHost silo, string key) : LocalGrainReference<TGrain>(silo, key), IScriptGrain
    where TGrain : class, IScriptGrain
{
    public Task Run(Func<ScriptGrain, Task> body) => Invoke(static (grain, body) => grain.Run(body), body);

    public Task<string> Ask(Func<ScriptGrain, Task<string>> body) => Invoke(static (grain, body) => grain.Ask(body), body);

    public ValueTask RunQuickly(Func<ScriptGrain, ValueTask> body) => Invoke(static (grain, body) => grain.RunQuickly(body), body);

    public ValueTask<string> AskQuickly(Func<ScriptGrain, ValueTask<string>> body) =>
        Invoke(static (grain, body) => grain.AskQuickly(body), body);

    public Task RunInterleaved(Func<ScriptGrain, Task> body) => Invoke(static (grain, body) => grain.RunInterleaved(body), body);

    public Task RunReadOnly(Func<ScriptGrain, Task> body) => Invoke(static (grain, body) => grain.RunReadOnly(body), body);

    public Task RunOneWay(Func<ScriptGrain, Task> body) => Invoke(static (grain, body) => grain.RunOneWay(body), body);
}
