using Orleans;
using Orleans.Runtime;

namespace Monitoring.LocalSilo.Tests;

public sealed class LedgerGrain(
    [PersistentState("main")] IPersistentState<Ledger> main,
    Script script,
    [PersistentState("other", "archive")] IPersistentState<Ledger> other) : Grain, ILedgerGrain
{
    public IPersistentState<Ledger> Main => main;

    public IPersistentState<Ledger> Other => other;

    public override Task OnActivateAsync(CancellationToken cancellationToken)
    {
        script.Events.Enqueue($"{main.RecordExists} {main.State.Balance} {other.RecordExists} {other.State.Balance}");
        return Task.CompletedTask;
    }

    public Task Run(Func<LedgerGrain, Task> body) => body(this);

    public void End() => DeactivateOnIdle();
}
