using Monitoring.Contracts.Alert;
using Monitoring.Domain.Model;

namespace Monitoring.Domain.Detection;

/// <summary>What the rules remember of few accounts only; made when first needed, so that the others need no room for it.</summary>
internal sealed class RareMemory
{
    /// <summary>First large credit within the days after opening (S4); sequence 0 for none.</summary>
    public EvidenceItem OpeningCredit { get; set; }

    /// <summary>First large debit within the days after opening (S4); sequence 0 for none.</summary>
    public EvidenceItem OpeningDebit { get; set; }

    /// <summary>The model's score as last recorded.</summary>
    public ModelScore? Score { get; set; }

    /// <summary>Alerts that are not closed, in the order they were raised; <c>null</c> when there are none.</summary>
    public List<AlertRecord>? Open { get; set; }

    /// <summary>Until when rules are silent, UTC ticks.</summary>
    public SortedDictionary<AlertRule, long>? SilentUntil { get; set; }

    /// <summary>Ends of active days before the last one that had the same balance, oldest first.</summary>
    public List<DayEnd>? EarlierEnds { get; set; }

    /// <summary>Takes an alert as it stands now.</summary>
    public void Put(AlertRecord alert)
    {
        Open ??= [];
        var index = Open.FindIndex(open => open.Id == alert.Id);
        if (index >= 0) Open.RemoveAt(index);
        if (alert.IsOpen) Open.Insert(index >= 0 ? index : Open.Count, alert);
        if (Open.Count == 0) Open = null;
        if (alert.SilentUntil is { } until) Silence(alert.Rule, until.UtcTicks);
    }

    /// <summary>Makes a rule silent until an event time, UTC ticks.</summary>
    public void Silence(AlertRule rule, long until) => (SilentUntil ??= [])[rule] = until;

    /// <summary>Forgets a reversed posting.</summary>
    public void Remove(long sequence)
    {
        if (OpeningCredit.Sequence == sequence) OpeningCredit = default;
        if (OpeningDebit.Sequence == sequence) OpeningDebit = default;
    }
}
