using System.Globalization;
using Monitoring.Contracts.Feed;
using Monitoring.Contracts.Ledger;
using Monitoring.Grains.Journal;

namespace Monitoring.Benchmarks.Store;

/// <summary>The same postings for the journal and for bare inserts: spread at random over accounts, ids with a growing number.</summary>
internal sealed class StoreWorkload
{
    /// <summary>Bytes of an encoded posting with channel, counterparty, teller and branch.</summary>
    private const int DataBytes = 90;

    private const int BranchCount = 40;
    private static readonly DateTimeOffset Start = new(2026, 11, 22, 8, 0, 0, TimeSpan.FromHours(8));
    private static readonly byte[] Data = MakeData();
    private readonly int[] _account;
    private readonly PostingKey[] _keys;

    public StoreWorkload(int postings, int accounts, int seed, bool randomIds = false, long firstId = 0)
    {
        var random = new Random(seed);
        _account = new int[postings];
        _keys = new PostingKey[postings];
        for (var i = 0; i < postings; i++)
        {
            _account[i] = random.Next(accounts);
            _keys[i] = randomIds
                ? new PostingKey(new UInt128((ulong)random.NextInt64(), (ulong)random.NextInt64()))
                : PostingKey.Of("P-" + (firstId + i).ToString("D9", CultureInfo.InvariantCulture));
        }

        Accounts = accounts;
    }

    /// <summary>Number of postings.</summary>
    public int Count => _account.Length;

    /// <summary>Number of accounts.</summary>
    public int Accounts { get; }

    /// <summary>Account of a posting.</summary>
    public int AccountOf(int posting) => _account[posting];

    /// <summary>Branch of an account.</summary>
    public static string BranchOf(int account) => "B" + (account % BranchCount).ToString("D3", CultureInfo.InvariantCulture);

    /// <summary>Id of an account.</summary>
    public static string IdOf(int account) => "6217" + account.ToString("D12", CultureInfo.InvariantCulture);

    /// <summary>The commit that opens an account.</summary>
    public static GrainCommit Opening(int account)
    {
        var branch = BranchOf(account);
        return new GrainCommit
        {
            Kind = GrainKind.Account,
            Id = IdOf(account),
            Head = GrainHead.None,
            Entries = [new JournalEntry(EntryKind.AccountOpened, 0, 0, 0, 0, Data)],
            Columns = default,
            Profile = new LedgerProfile(branch, "", AccountKind.PersonalSavings, null, "CNY", Start.UtcTicks, "C-" + account),
            BranchDeltas = [new BranchDelta(new BranchTotalKey(branch, "CNY", GrainKind.Account, 2, 0), 0, 1, 0, 0)],
        };
    }

    /// <summary>The commit of one posting.</summary>
    public GrainCommit Posting(int posting, GrainHead head, long balanceBefore, string branch)
    {
        var entry = Entry(posting, balanceBefore);
        var key = new BranchTotalKey(branch, "CNY", GrainKind.Account, 2, 0);
        var day = DateOnly.FromDateTime(Start.DateTime).DayNumber;
        return new GrainCommit
        {
            Kind = GrainKind.Account,
            Id = IdOf(_account[posting]),
            Head = head,
            Entries = [entry],
            Columns = new LedgerColumns(entry.BalanceAfter, head.Sequence, head.Sequence + 1, entry.HighWater, day, 0),
            BranchDeltas = [new BranchDelta(key, entry.Amount, 0, 0, 0), new BranchDelta(key with { Day = day }, 0, 0, 0, entry.Amount)],
        };
    }

    /// <summary>The row of one posting.</summary>
    public JournalEntry Entry(int posting, long balanceBefore)
    {
        var amount = 100 + posting % 1_000_000;
        var booked = Start.UtcTicks + posting * TimeSpan.TicksPerMillisecond;
        return new JournalEntry(EntryKind.Posted, booked, 0, amount, balanceBefore + amount, Data, _keys[posting], posting);
    }

    private static byte[] MakeData()
    {
        var data = new byte[DataBytes];
        new Random(1).NextBytes(data);
        return data;
    }
}
