using Monitoring.Contracts.Alert;
using Monitoring.Contracts.Feed;
using Monitoring.Contracts.Grain;
using Monitoring.Contracts.Ledger;
using Monitoring.Contracts.Reference;
using Monitoring.Domain.Detection;
using Monitoring.Domain.Ledger;
using Monitoring.Domain.Model;
using Monitoring.Models.Simulation;
using DomainCalendar = Monitoring.Domain.Calendar.BankCalendar;

namespace Monitoring.Models.Tests;

/// <summary>The platform's own decisions, run over one simulated account as it is fed.</summary>
internal sealed class LiveRules(GatheredRun run, DateOnly lastDay, ModelInForce? model = null)
{
    private static readonly TimeZoneInfo Zone =
        TimeZoneInfo.CreateCustomTimeZone("simulated", SimulationOptions.ShanghaiOffset, null, null);

    private static readonly LedgerRules Rules = new(
        new DetectionParameters(), new DomainCalendar(Zone, new TimeOnly(22, 0)), OpenUnknownAccounts: false);

    private readonly LedgerRules _rules = Rules with { Model = model };

    /// <summary>The alerts raised on the account, in order.</summary>
    public List<AlertRecord> AlertsOn(string id)
    {
        var state = new LedgerState();
        var alerts = new List<AlertRecord>();
        var known = new Dictionary<string, ReversalTarget>();
        var seen = new Dictionary<string, long>();
        Decide(state, alerts, run.Accounts[id].OpenedAt, decision => ReferenceDecision.Declare(decision, ReferenceOf(run.Accounts[id])));
        foreach (var simulated in run.Of(id))
        {
            var posting = PostingOf(simulated, known.Count);
            var target = simulated.ReversalOf is { } reversed ? known[reversed] : null;
            long lastSeen = simulated.Counterparty is { } party ? seen.GetValueOrDefault(party) : 0;
            Decide(state, alerts, simulated.BookedAt, decision =>
            {
                var outcome = PostingDecision.Post(decision, posting, new PostingFacts(Target: target, PartyLastSeen: lastSeen));
                Assert.Equal(PostingVerdict.Accepted, outcome.Verdict);
            });
            known[simulated.PostingId] = new ReversalTarget(state.PostingSequence, posting, Reversed: false);
            if (simulated.Counterparty is not null)
            {
                seen[simulated.Counterparty] = simulated.BookedAt.UtcTicks;
            }
        }

        // The bank closes each month end after the last posting, as a live bank does day by day.
        Decide(state, alerts, Rules.Calendar.EndOf(lastDay), decision => DayDecision.Close(decision, lastDay));
        return alerts;
    }

    private void Decide(LedgerState state, List<AlertRecord> alerts, DateTimeOffset now, Action<Decision> step)
    {
        var decision = new Decision(state, _rules, now);
        step(decision);
        alerts.AddRange(
            decision.Events.OfType<AlertChanged>().Where(change => change.Kind == AlertChangeKind.Raised).Select(change => change.Alert));
    }

    private static AccountReference ReferenceOf(SimulatedAccount account) => new()
    {
        Id = account.Id,
        Branch = account.Branch,
        Kind = Enum.Parse<AccountKind>(account.Kind.ToString()),
        Currency = account.Currency,
        OpenedAt = account.OpenedAt,
        OpenedBy = account.WalkIn ? OpenedBy.WalkIn : OpenedBy.Marketed,
        OpeningBalance = account.OpeningBalance,
        Customer = account.Customer,
        DeclaredCounterparties = account.DeclaredCounterparties,
        OwnerStaff = account.OwnerStaff,
        RelatedStaff = account.RelatedStaff,
    };

    private static Posting PostingOf(SimulatedPosting simulated, int place) => new()
    {
        PostingId = simulated.PostingId,
        Account = simulated.Account,
        Direction = simulated.Direction == FeedDirection.Credit ? Direction.Credit : Direction.Debit,
        Amount = simulated.Amount,
        Currency = simulated.Currency,
        BookedAt = simulated.BookedAt,
        BusinessDate = Rules.Calendar.BusinessDateOf(simulated.BookedAt),
        Branch = simulated.Branch,
        Channel = Enum.Parse<Channel>(simulated.Channel.ToString()),
        Counterparty = simulated.Counterparty,
        CounterpartyName = simulated.CounterpartyName,
        Trace = simulated.Trace,
        Teller = simulated.Teller,
        ValueDate = simulated.ValueDate,
        ReversalOf = simulated.ReversalOf,
        Narrative = simulated.Narrative,
        BalanceAfter = simulated.BalanceAfter,
        // Ids are never looked up here: a place in the account does for the hash that the feed would take.
        Key = new PostingKey((UInt128)place),
        ContentHash = 0,
    };
}
