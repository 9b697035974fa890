using Monitoring.Contracts.Ledger;
using Monitoring.Domain.Ledger;
using Monitoring.Grains.Journal;

namespace Monitoring.Grains.Grain;

/// <summary>
/// Commands that are decided and committed together, and what is needed for that. Rented, as thousands are in flight between two commits
/// and each would else be built anew for one posting. One owner at a time.
/// </summary>
internal sealed class LedgerBatch
{
    /// <summary>Batches kept by a thread for the next: what a transaction of small commits holds, two megabytes.</summary>
    private const int KeptMax = 4_096;

    /// <summary>Events of a batch whose lists are kept with it.</summary>
    private const int KeptEventsMax = 64;

    [ThreadStatic]
    private static Stack<LedgerBatch>? t_kept;

    private Decision? _decision;
    private LedgerBefore _before;

    private LedgerBatch()
    {
    }

    /// <summary>The decision of the present attempt.</summary>
    public Decision Decision => _decision!;

    /// <summary>The commands, in order.</summary>
    public List<LedgerCommand> Commands { get; } = new(1);

    /// <summary>What they must know.</summary>
    public LedgerFacts Facts { get; } = new();

    /// <summary>Number of postings in it.</summary>
    public int Postings { get; private set; }

    /// <summary>Whether what happens now is of the commands' own making, and not the store's: one of them may be at fault for all.</summary>
    public bool IsAtCommands { get; private set; }

    /// <summary>Whether a decision of it went to the journal.</summary>
    public bool WasSent { get; private set; }

    /// <summary>Before another attempt.</summary>
    /// <param name="wasRefused">Whether nothing of the last one was written.</param>
    public void Again(bool wasRefused)
    {
        IsAtCommands = false;
        if (wasRefused) WasSent = false;
    }

    /// <summary>An empty batch.</summary>
    public static LedgerBatch Rent() => t_kept is { } kept && kept.TryPop(out var batch) ? batch : new LedgerBatch();

    /// <summary>Adds a command.</summary>
    public void Add(LedgerCommand command)
    {
        Commands.Add(command);
        Postings += command.Postings;
    }

    /// <summary>Takes commands out that were answered otherwise.</summary>
    public void RemoveUnrepeatable(Action<LedgerCommand> answer)
    {
        foreach (var command in Commands.FindAll(static command => !command.IsRepeatable))
        {
            Commands.Remove(command);
            answer(command);
        }

        Postings = Commands.Sum(static command => command.Postings);
    }

    /// <summary>Asks for what the commands must know, and reads it.</summary>
    /// <param name="services">Where it is read.</param>
    /// <param name="state">State before them.</param>
    /// <param name="head">Where the journal ends.</param>
    /// <param name="id">Id of the grain.</param>
    /// <param name="mustLook">Whether ids are looked up whatever is likely.</param>
    public ValueTask AskAsync(LedgerServices services, LedgerState state, GrainHead head, string id, bool mustLook)
    {
        // Most accounts were not looked at lately; they come from memory while the journal's filters are asked.
        if (Postings > 0) state.Prefetch();
        Facts.Begin(state, services.Rules.Current, head, id, Postings, mustLook);
        // Until it decides: what is read for one of them, as the target of a reversal, may be damaged.
        IsAtCommands = true;
        foreach (var command in Commands)
        {
            command.Ask(Facts);
        }

        return Facts.ReadAsync(services.Reader);
    }

    /// <summary>Decides the commands on a state.</summary>
    public Decision Decide(LedgerServices services, LedgerState state)
    {
        IsAtCommands = true;
        _before = LedgerBefore.Of(state);
        var now = services.Clock.GetUtcNow();
        // Taken once: what comes into force meanwhile counts from the next decision on.
        var rules = services.Rules.Current;
        if (_decision is null) _decision = new Decision(state, rules, now);
        else _decision.Restart(state, rules, now);
        foreach (var command in Commands)
        {
            command.Decide(_decision, Facts);
        }

        return _decision;
    }

    /// <summary>What the journal is to write of the decision.</summary>
    public GrainCommit ToCommit(GrainKind kind, string id, GrainHead head)
    {
        var commit = CommitBuilder.Build(kind, id, head, _before, Decision, Facts);
        WasSent = true;
        return commit;
    }

    /// <summary>Gives the answers.</summary>
    public void Complete()
    {
        IsAtCommands = false;
        foreach (var command in Commands)
        {
            command.Complete();
        }
    }

    /// <summary>Gives it back when all is answered; nobody may hold on to it or its decision.</summary>
    public void Return()
    {
        if (_decision is { Events.Count: > KeptEventsMax } || Commands.Count > KeptEventsMax) return;
        Commands.Clear();
        (Postings, IsAtCommands, WasSent) = (0, false, false);
        Facts.End();
        _decision?.Restart(null!, null!, default);
        var kept = t_kept ??= new Stack<LedgerBatch>();
        if (kept.Count < KeptMax) kept.Push(this);
    }
}
