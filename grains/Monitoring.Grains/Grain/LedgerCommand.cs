using Monitoring.Contracts.Ledger;
using Monitoring.Domain.Ledger;
using Monitoring.Grains.Journal;

namespace Monitoring.Grains.Grain;

/// <summary>
/// A queued call of a ledger grain: decided together with others, answered when the decision is durable. Used within the grain's turns only.
/// </summary>
internal abstract class LedgerCommand
{
    /// <summary>The command queued behind this one.</summary>
    public LedgerCommand? Next { get; set; }

    /// <summary>How many postings it carries; bounds a batch.</summary>
    public virtual int Postings => 0;

    /// <summary>Whether deciding it a second time, when the first outcome is not known, gives the same as once.</summary>
    public virtual bool IsRepeatable => true;

    /// <summary>Whether it is decided by itself, after a batch in which it was failed.</summary>
    public bool IsAlone { get; set; }

    /// <summary>The parts that can be decided each by itself and are answered as this one; itself when there is one.</summary>
    public virtual IReadOnlyList<LedgerCommand> Part() => [this];

    /// <summary>Asks for what it must know from outside the state.</summary>
    public virtual void Ask(LedgerFacts facts)
    {
    }

    /// <summary>Decides; keeps the answer for <see cref="Complete"/>. May be called again after a conflict.</summary>
    public abstract void Decide(Decision decision, LedgerFacts facts);

    /// <summary>Keeps the answer that the id belongs to something else than this grain.</summary>
    public abstract void Refuse(GrainKind known);

    /// <summary>Gives the answer.</summary>
    public abstract void Complete();

    /// <summary>Gives an error instead.</summary>
    public abstract void Fail(Exception error);
}
