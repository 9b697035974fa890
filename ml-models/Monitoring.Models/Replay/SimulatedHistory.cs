using Monitoring.Contracts.Feed;
using Monitoring.Contracts.Ledger;
using Monitoring.Contracts.Reference;
using Monitoring.Models.Simulation;

namespace Monitoring.Models.Replay;

/// <summary>A simulated bank as a history, with the truth beside it once it has been read.</summary>
/// <param name="options">The bank.</param>
public sealed class SimulatedHistory(SimulationOptions options) : IHistory
{
    /// <summary>The simulator undoes its mistakes within hours; two days leave room for the night.</summary>
    private static readonly TimeSpan ReversedWithin = TimeSpan.FromDays(2);

    private readonly List<SimulatedCase> _cases = [];
    private readonly Dictionary<string, Population> _populations = new(StringComparer.Ordinal);

    /// <inheritdoc/>
    public IReversalHorizon Reversals { get; } = new RecentReversals(ReversedWithin);

    /// <summary>What the bank follows from.</summary>
    public SimulationOptions Options { get; } = options;

    /// <summary>The planted cases; complete after <see cref="Items"/>.</summary>
    public IReadOnlyList<SimulatedCase> Cases => _cases;

    /// <summary>The sort of life behind each customer account.</summary>
    public IReadOnlyDictionary<string, Population> Populations => _populations;

    /// <inheritdoc/>
    public IEnumerable<HistoryItem> Items()
    {
        var run = new Simulator(Options).Start();
        foreach (var reference in run.Reference())
        {
            if (Declared(reference) is { } body) yield return new HistoryItem(reference.Id, body);
        }

        foreach (var simulated in run.History().Concat(run.Live()))
        {
            if (simulated.Opens is { } opened) yield return new HistoryItem(opened.Id, Declared(opened)!);
            yield return new HistoryItem(simulated.Account, PostingOf(simulated), simulated.CaseId);
            while (run.TryTakeCase(out var planted)) _cases.Add(planted);
        }

        while (run.TryTakeCase(out var planted)) _cases.Add(planted);
    }

    private object? Declared(SimulatedReference reference)
    {
        switch (reference)
        {
            case SimulatedAccount account:
                _populations[account.Id] = account.Population;
                return ReferenceOf(account);
            case SimulatedSettlementAccount settlement:
                return new SettlementReference
                {
                    Id = settlement.Id,
                    Branch = settlement.Branch,
                    Kind = Enum.Parse<SettlementKind>(settlement.Kind.ToString()),
                    Currency = settlement.Currency,
                };
            default:
                return null;
        }
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

    private static Posting PostingOf(SimulatedPosting simulated) => new()
    {
        PostingId = simulated.PostingId,
        Account = simulated.Account,
        Direction = simulated.Direction == FeedDirection.Credit ? Direction.Credit : Direction.Debit,
        Amount = simulated.Amount,
        Currency = simulated.Currency,
        BookedAt = simulated.BookedAt,
        BusinessDate = BusinessDateOf(simulated.BookedAt),
        Branch = simulated.Branch,
        Channel = ChannelOf(simulated.Channel),
        Counterparty = simulated.Counterparty,
        CounterpartyName = simulated.CounterpartyName,
        Trace = simulated.Trace,
        Teller = simulated.Teller,
        ValueDate = simulated.ValueDate,
        ReversalOf = simulated.ReversalOf,
        Narrative = simulated.Narrative,
        BalanceAfter = simulated.BalanceAfter,
        // Nothing is looked up by key or hash in a replay: the simulator never sends an id twice.
        Key = default,
        ContentHash = 0,
    };

    /// <summary>The calendar's answer for a booking with the bank's own offset, without asking for the zone.</summary>
    private static DateOnly BusinessDateOf(DateTimeOffset bookedAt)
    {
        var date = DateOnly.FromDateTime(bookedAt.DateTime);
        return TimeOnly.FromDateTime(bookedAt.DateTime) >= BankRules.DayCutoff ? date.AddDays(1) : date;
    }

    private static Channel ChannelOf(FeedChannel channel) => channel switch
    {
        FeedChannel.Counter => Channel.Counter,
        FeedChannel.Atm => Channel.Atm,
        FeedChannel.Pos => Channel.Pos,
        FeedChannel.Online => Channel.Online,
        FeedChannel.Transfer => Channel.Transfer,
        FeedChannel.Batch => Channel.Batch,
        FeedChannel.Clearing => Channel.Clearing,
        FeedChannel.Interest => Channel.Interest,
        FeedChannel.Fee => Channel.Fee,
        _ => throw new ArgumentOutOfRangeException(nameof(channel), channel, "The channel has no name in the feed."),
    };
}
