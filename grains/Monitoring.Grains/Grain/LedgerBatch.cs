using Monitoring.Contracts.Ledger;
using Monitoring.Domain.Ledger;
using Monitoring.Grains.Journal;

namespace Monitoring.Grains.Grain;

/// <summary>
/// Commands that are decided and committed together, and what is needed for that. Made anew for each: kept for others it would be old, and
/// what is old and refers to what is new costs the garbage collector more than what dies young.
/// </summary>
internal sealed class LedgerBatch
{
    private LedgerCommand? _last;
    private Decision? _decision;
    private LedgerFacts? _facts;
    private LedgerBefore _before;

    /// <summary>The decision of the present attempt.</summary>
    public Decision Decision => _decision!;

    /// <summary>What the commands must know, in the present attempt.</summary>
    public LedgerFacts Facts => _facts!;

    /// <summary>The first command; the others follow it. Linked, as nearly always there is one.</summary>
    public LedgerCommand? First { get; private set; }

    /// <summary>Number of commands.</summary>
    public int Count { get; private set; }

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

    /// <summary>Adds a command, which is in no queue.</summary>
    public void Add(LedgerCommand command)
    {
        if (_last is null) First = command;
        else _last.Next = command;
        _last = command;
        Count++;
        Postings += command.Postings;
    }

    /// <summary>The commands, in order.</summary>
    public LedgerCommand[] ToArray()
    {
        var commands = new LedgerCommand[Count];
        var i = 0;
        for (var command = First; command is not null; command = command.Next) commands[i++] = command;
        return commands;
    }

    /// <summary>Takes commands out that were answered otherwise.</summary>
    public void RemoveUnrepeatable(Action<LedgerCommand> answer)
    {
        var commands = ToArray();
        (First, _last, Count, Postings) = (null, null, 0, 0);
        foreach (var command in commands)
        {
            command.Next = null;
            if (command.IsRepeatable) Add(command);
            else answer(command);
        }
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
        var facts = _facts = new LedgerFacts(state, services.Rules.Current, head, id, Postings, mustLook);
        // Until it decides: what is read for one of them, as the target of a reversal, may be damaged.
        IsAtCommands = true;
        for (var command = First; command is not null; command = command.Next) command.Ask(facts);
        return facts.ReadAsync(services.Reader);
    }

    /// <summary>Decides the commands on a state.</summary>
    public Decision Decide(LedgerServices services, LedgerState state)
    {
        IsAtCommands = true;
        _before = LedgerBefore.Of(state);
        var now = services.Clock.GetUtcNow();
        // Taken once: what comes into force meanwhile counts from the next decision on.
        var rules = services.Rules.Current;
        var decision = _decision = new Decision(state, rules, now);
        for (var command = First; command is not null; command = command.Next) command.Decide(decision, Facts);
        return decision;
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
        for (var command = First; command is not null; command = command.Next) command.Complete();
    }
}
