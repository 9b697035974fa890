using Monitoring.Contracts.Ledger;
using Monitoring.Domain.Ledger;

namespace Monitoring.Grains.Grain;

/// <summary>
/// A command with an answer. Its task goes to the host as the grain's answer, which hands it on within the turn: nothing of the grain waits
/// for it, so completing it needs no turn of its own.
/// </summary>
internal abstract class LedgerCommand<TAnswer> : LedgerCommand
{
    private readonly TaskCompletionSource<TAnswer> _completion = new();
    private TAnswer _answer = default!;

    public Task<TAnswer> Task => _completion.Task;

    public sealed override void Decide(Decision decision, LedgerFacts facts) => _answer = Answer(decision, facts);

    public sealed override void Refuse(GrainKind known) => _answer = Refusal(known);

    public sealed override void Complete() => _completion.SetResult(_answer);

    public sealed override void Fail(Exception error) => _completion.SetException(error);

    /// <summary>Gives an answer that was put together of others.</summary>
    protected void Complete(TAnswer answer) => _completion.SetResult(answer);

    /// <summary>The answer when the id belongs to something else.</summary>
    protected abstract TAnswer Refusal(GrainKind known);

    protected abstract TAnswer Answer(Decision decision, LedgerFacts facts);
}
