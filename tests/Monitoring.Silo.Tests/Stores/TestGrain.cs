using System.Globalization;
using System.Text;
using Monitoring.Contracts.Feed;
using Monitoring.Contracts.Ledger;
using Monitoring.Grains.Journal;

namespace Monitoring.Silo.Tests.Stores;

/// <summary>Commits as a grain does: keeps the head, balance and high-water mark between its commits.</summary>
internal sealed class TestGrain(string id, GrainKind kind = GrainKind.Account, string branch = "B1", string currency = "CNY")
{
    public static readonly DateTimeOffset Start = new(2026, 11, 22, 8, 0, 0, TimeSpan.FromHours(8));

    public string Id => id;

    public GrainHead Head { get; set; } = GrainHead.None;

    public long Balance { get; set; }

    public long HighWater { get; set; }

    public long PostingCount { get; private set; }

    public long PostingSequence { get; private set; }

    public int OpenDay { get; set; }

    public byte KindNumber =>
        kind == GrainKind.SettlementAccount ? (byte)SettlementKind.CardClearingPayable : (byte)AccountKind.PersonalSavings;

    /// <summary>The commit that opens it.</summary>
    public GrainCommit Opening(long balance = 0, AccountKind accountKind = AccountKind.PersonalSavings, string? parent = null)
    {
        Balance = balance;
        var profile = kind switch
        {
            GrainKind.Account => new LedgerProfile(branch, "", accountKind, null, currency, Start.UtcTicks, "C-" + id),
            GrainKind.SettlementAccount => new LedgerProfile(branch, "", null, SettlementKind.CardClearingPayable, currency, 0, null),
            _ => new LedgerProfile(parent ?? "", "Branch " + id, null, null, "", 0, null),
        };
        var entryKind = kind switch
        {
            GrainKind.Account => EntryKind.AccountOpened,
            GrainKind.SettlementAccount => EntryKind.SettlementOpened,
            _ => EntryKind.BranchDeclared,
        };
        var entry = new JournalEntry(entryKind, 0, 0, 0, balance, Encoding.UTF8.GetBytes("open " + id));
        var number = kind == GrainKind.Account ? (byte)accountKind : KindNumber;
        BranchDelta[] deltas = kind == GrainKind.Branch
            ? []
            : [new BranchDelta(new BranchTotalKey(branch, currency, kind, number, 0), balance, 1, 0, 0)];
        return Commit([entry], deltas, profile);
    }

    /// <summary>A commit of one posting.</summary>
    public GrainCommit Posting(string postingId, long amount, TimeSpan after = default, string? reverses = null) =>
        Postings([(postingId, amount, after, reverses)]);

    /// <summary>A commit of several postings, each booked so long after the start.</summary>
    public GrainCommit Postings(params (string Id, long Amount, TimeSpan After, string? Reverses)[] postings)
    {
        var entries = new List<JournalEntry>();
        var deltas = new List<BranchDelta>();
        foreach (var (postingId, amount, after, reverses) in postings)
        {
            var booked = (Start + after).UtcTicks;
            HighWater = Math.Max(HighWater, booked);
            Balance += amount;
            entries.Add(new JournalEntry(
                EntryKind.Posted, HighWater, HighWater - booked, amount, Balance, Encoding.UTF8.GetBytes("post " + postingId),
                PostingKey.Of(postingId), postingId.GetHashCode(StringComparison.Ordinal),
                reverses is null ? null : PostingKey.Of(reverses)));
            var day = DateOnly.FromDateTime(Start.DateTime + after).DayNumber;
            OpenDay = day;
            deltas.Add(new BranchDelta(Key(0), amount, 0, 0, 0));
            deltas.Add(new BranchDelta(Key(day), 0, 0, amount < 0 ? -amount : 0, amount > 0 ? amount : 0));
        }

        PostingCount += postings.Length;
        PostingSequence = Head.Sequence + postings.Length;
        return Commit(entries, deltas, null);
    }

    /// <summary>A commit of any entries.</summary>
    public GrainCommit Commit(
        IReadOnlyList<JournalEntry> entries, IReadOnlyList<BranchDelta>? deltas = null, LedgerProfile? profile = null) =>
        new()
        {
            Kind = kind,
            Id = id,
            Head = Head,
            Entries = entries,
            Columns = new LedgerColumns(Balance, PostingCount, PostingSequence, HighWater, OpenDay, 0),
            Profile = profile,
            BranchDeltas = deltas ?? [],
        };

    /// <summary>Commits and goes on from the new head.</summary>
    public async Task<CommitResult> ApplyAsync(IJournal journal, GrainCommit commit)
    {
        var result = await journal.CommitAsync(commit);
        if (result.Status == CommitStatus.Committed) Head = result.Head;
        return result;
    }

    /// <summary>Opens it and expects that to work.</summary>
    public async Task<TestGrain> OpenAsync(IJournal journal, long balance = 0)
    {
        var result = await ApplyAsync(journal, Opening(balance));
        Assert.Equal(CommitStatus.Committed, result.Status);
        return this;
    }

    /// <summary>Posts and expects that to work.</summary>
    public async Task PostAsync(IJournal journal, string postingId, long amount, TimeSpan after = default, string? reverses = null)
    {
        var result = await ApplyAsync(journal, Posting(postingId, amount, after, reverses));
        Assert.Equal(CommitStatus.Committed, result.Status);
    }

    /// <summary>A posting id that no other number gives.</summary>
    public static string PostingId(long number) => "P-" + number.ToString("D9", CultureInfo.InvariantCulture);

    private BranchTotalKey Key(int day) => new(branch, currency, kind, KindNumber, day);
}
