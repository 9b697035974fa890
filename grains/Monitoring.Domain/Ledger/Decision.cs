using Monitoring.Contracts.Grain;
using Monitoring.Domain.Calendar;
using Monitoring.Domain.Detection;

namespace Monitoring.Domain.Ledger;

/// <summary>
/// A decision in the making: each event it records is folded into the state at once, so that the next step sees it. The caller makes the
/// events durable, or throws the state away.
/// </summary>
public sealed class Decision
{
    // Nearly always one posting is all that happens.
    private readonly List<LedgerEvent> _events = new(1);

    /// <summary>Starts a decision.</summary>
    /// <param name="state">The state, which is changed.</param>
    /// <param name="rules">Parameters, calendar and opening policy.</param>
    /// <param name="now">The bank's clock.</param>
    public Decision(LedgerState state, LedgerRules rules, DateTimeOffset now)
    {
        State = state;
        Rules = rules;
        Now = now;
    }

    /// <summary>The state as of the last recorded event.</summary>
    public LedgerState State { get; }

    /// <summary>What is in force.</summary>
    public LedgerRules Rules { get; }

    /// <summary>The bank's clock.</summary>
    public DateTimeOffset Now { get; }

    /// <summary>Parameters in force.</summary>
    public DetectionParameters Parameters => Rules.Parameters;

    /// <summary>The bank's calendar.</summary>
    public BankCalendar Calendar => Rules.Calendar;

    /// <summary>What was decided, in order.</summary>
    public IReadOnlyList<LedgerEvent> Events => _events;

    /// <summary>Records a posting and folds it.</summary>
    /// <param name="posted">The posting.</param>
    /// <param name="party">Its party (<see cref="PartyHash"/>), so that it is not worked out again; 0 where nobody remembers it.</param>
    internal void Record(Posted posted, long party)
    {
        State.Apply(posted, party);
        _events.Add(posted);
    }

    /// <summary>Records an event and folds it.</summary>
    public void Record(LedgerEvent happened)
    {
        State.Apply(happened);
        _events.Add(happened);
    }
}
