using Monitoring.Contracts.Alert;
using Monitoring.Contracts.Feed;
using Monitoring.Contracts.Grain;
using Monitoring.Contracts.Ledger;
using Monitoring.Contracts.Reference;
using Monitoring.Grains.Journal;

namespace Monitoring.Grains.Tests.Journal;

/// <summary>One event of each kind with every field told, and one with as little as possible. What they say never changes.</summary>
internal static class GoldenEvents
{
    private const string Account = "6217000000000001";

    private static readonly DateTimeOffset At = new(2026, 11, 22, 8, 15, 30, TimeSpan.FromHours(8));

    /// <summary>Events by the name of their golden file.</summary>
    public static IReadOnlyDictionary<string, LedgerEvent> All { get; } = new Dictionary<string, LedgerEvent>
    {
        ["posted-full"] = new Posted(Full, 9_876_500, Late: true, new ReversedPosting(41, new DateOnly(2026, 11, 20)), 17, PostingMarks.Large | PostingMarks.Habit),
        ["posted-least"] = new Posted(Least, -5, Late: false, null, 0, PostingMarks.None),
        ["account-opened"] = new AccountOpened(FullAccount, ByPosting: false),
        ["account-opened-by-posting"] = new AccountOpened(LeastAccount, ByPosting: true),
        ["account-changed"] = new AccountChanged(FullAccount with { Branch = "B002", DeclaredCounterparties = [] }),
        ["settlement-opened"] = new SettlementOpened(Settlement),
        ["settlement-changed"] = new SettlementChanged(Settlement with { Branch = "B002" }),
        ["branch-declared"] = new BranchDeclared(new BranchReference { Id = "B001", Parent = "HQ", Name = "城关信用社" }),
        ["branch-head"] = new BranchDeclared(new BranchReference { Id = "HQ", Name = "Head office" }),
        ["day-closed"] = new DayClosed(new DateOnly(2026, 11, 22)),
        ["alert-raised"] = new AlertChanged(LeastAlert, AlertChangeKind.Raised, At, null, null),
        ["alert-of-model"] = new AlertChanged(FullAlert with { ModelVersion = "2026-11.1" }, AlertChangeKind.Grown, At, null, null),
        ["model-scored"] = new ModelScored(0.8125, "2026-11.1"),
        ["alert-closed"] = new AlertChanged(FullAlert, AlertChangeKind.Closed, At.AddHours(3), "officer", "看过"),
    };

    /// <summary>Columns that stand beside the data of a golden event.</summary>
    public static (long HighWater, long BalanceAfter) ColumnsOf(LedgerEvent happened) => happened is Posted posted
        ? (posted.Posting.BookedAt.UtcTicks + (posted.Late ? TimeSpan.TicksPerHour : 0), posted.BalanceAfter)
        : (At.UtcTicks, 100);

    /// <summary>The entry as the store would give it back: without key and hash.</summary>
    public static StoredEntry Stored(JournalEntry entry) =>
        new(9, 1, 5, 8, 4, entry with { PostingKey = default, ContentHash = 0, Reverses = null });

    private static AccountReference LeastAccount =>
        new() { Id = Account, Branch = "UNASSIGNED", Kind = AccountKind.PersonalSavings, Currency = "CNY", OpeningBalance = 0 };

    private static AccountReference FullAccount => new()
    {
        Id = Account,
        Branch = "B001",
        Kind = AccountKind.CorporateCurrent,
        Currency = "USD",
        OpenedAt = At.AddYears(-6),
        OpenedBy = OpenedBy.WalkIn,
        OpeningBalance = -1_250_000,
        Customer = "C-17",
        DeclaredCounterparties = ["6217000000000777", "乙方"],
        OwnerStaff = "T07",
        RelatedStaff = ["T08"],
    };

    private static SettlementReference Settlement =>
        new() { Id = "S-PAYABLE", Branch = "B001", Kind = SettlementKind.CardClearingPayable, Currency = "CNY", OpeningBalance = 77 };

    private static AlertRecord LeastAlert => new()
    {
        Id = AlertId.OfPosting(Account, AlertRule.BalanceBreak, "P-000001"),
        Account = Account,
        Rule = AlertRule.BalanceBreak,
        Severity = Severity.High,
        State = AlertState.Open,
        Branch = "B001",
        RaisedAt = At.AddSeconds(1),
        EventAt = At,
        DueAt = At.AddHours(4),
        Reasons = [new AlertReason("B1_PARTED", new Dictionary<string, string> { ["ours"] = "5 CNY", ["theirs"] = "6 CNY" })],
        Evidence = [new EvidenceItem(5, -5)],
        EvidenceCount = 1,
        ParametersVersion = 1,
        Version = 1,
    };

    private static AlertRecord FullAlert => LeastAlert with
    {
        State = AlertState.Closed,
        Outcome = AlertOutcome.Confirmed,
        Level = 2,
        Assignee = "officer",
        Score = 0.875,
        Evidence = [new EvidenceItem(5, -5), new EvidenceItem(6, 700, Reversed: true)],
        EvidenceCount = 212,
        CloseProposedBy = "first",
        ProposedOutcome = AlertOutcome.Explained,
        CloseProposedAt = At.AddHours(2),
        SilentUntil = At.AddDays(5),
        ParametersVersion = 12,
        ListOnly = true,
        Version = 9,
    };

    private static Posting Least => Hashed(new Posting
    {
        PostingId = "P-000001",
        Account = Account,
        Direction = Direction.Debit,
        Amount = 5,
        Currency = "CNY",
        BookedAt = At,
        BusinessDate = new DateOnly(2026, 11, 22),
        Key = PostingKey.Of("P-000001"),
        ContentHash = 0,
    });

    private static Posting Full => Hashed(Least with
    {
        PostingId = "P-000002",
        Direction = Direction.Credit,
        Amount = 1_250_000,
        Currency = "USD",
        BusinessDate = new DateOnly(2026, 11, 23),
        Branch = "B001",
        Channel = Channel.Online,
        Counterparty = "6217000000000777",
        CounterpartyName = "王五",
        Trace = "001209",
        Teller = "T07",
        ValueDate = new DateOnly(2026, 11, 20),
        ReversalOf = "P-000000",
        Narrative = "冲正",
        BalanceAfter = 9_876_400,
        Key = PostingKey.Of("P-000002"),
    });

    private static Posting Hashed(Posting posting) => posting with { ContentHash = PostingContent.Hash(posting) };
}
