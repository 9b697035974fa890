using Orleans;

namespace Monitoring.LocalSilo.Tests;

public class ScriptGrain : Grain, IScriptGrain, IDisposable
{
    private readonly Script _script;

    public ScriptGrain(Script script)
    {
        _script = script;
        script.OnConstruct(this);
    }

    public bool IsDisposed { get; private set; }

    public IGrainFactory Factory => GrainFactory;

    public IServiceProvider Services => ServiceProvider;

    public override Task OnActivateAsync(CancellationToken cancellationToken) => _script.OnActivate(this, cancellationToken);

    public override Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) =>
        _script.OnDeactivate(this, reason, cancellationToken);

    public Task Run(Func<ScriptGrain, Task> body) => body(this);

    public Task<string> Ask(Func<ScriptGrain, Task<string>> body) => body(this);

    public ValueTask RunQuickly(Func<ScriptGrain, ValueTask> body) => body(this);

    public ValueTask<string> AskQuickly(Func<ScriptGrain, ValueTask<string>> body) => body(this);

    public Task RunInterleaved(Func<ScriptGrain, Task> body) => body(this);

    public Task RunReadOnly(Func<ScriptGrain, Task> body) => body(this);

    public Task RunOneWay(Func<ScriptGrain, Task> body) => body(this);

    public void End() => DeactivateOnIdle();

    public void Stay(TimeSpan time) => DelayDeactivation(time);

    public void Dispose()
    {
        IsDisposed = true;
        GC.SuppressFinalize(this);
    }
}
