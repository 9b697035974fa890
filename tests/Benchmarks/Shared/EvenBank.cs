using System.Globalization;
using Monitoring.Models.Simulation;

namespace Monitoring.Benchmarks.Shared;

/// <summary>
/// Accounts with lives as even as can be: the same amounts, parties and pace at any time, so that of two loads only what is asked about
/// differs. Everything follows from a posting's number.
/// </summary>
internal sealed class EvenBank(int accounts, PostingIdScheme ids)
{
    /// <summary>The account of a card scheme that many postings go to.</summary>
    public const string Settlement = "SETTLE-CARDS";

    /// <summary>Between two postings of an account: four a day.</summary>
    public static readonly TimeSpan Pace = TimeSpan.FromHours(6);

    /// <summary>When what is measured begins; a history ends here.</summary>
    public static readonly DateTimeOffset Now = new(2026, 11, 2, 9, 0, 0, SimulationOptions.ShanghaiOffset);

    private const int Branches = 40;
    private const int PartiesEach = 5;
    private const int AmountMin = 1_000;
    private const int AmountSpan = 300_000;
    private const long OpeningBalance = 10_000_000_000;
    private const int TraceCount = 1_000_000;

    /// <summary>Number of accounts.</summary>
    public int Accounts => accounts;

    /// <summary>Id of an account.</summary>
    public static string Id(int account) => string.Create(CultureInfo.InvariantCulture, $"6217{account:D12}");

    /// <summary>Branch of an account.</summary>
    public static string Branch(int account) => string.Create(CultureInfo.InvariantCulture, $"B{account % Branches:D3}");

    /// <summary>Spreads a number's bits; one to one.</summary>
    public static ulong Mix(ulong value)
    {
        unchecked
        {
            value += 0x9E3779B97F4A7C15;
            value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
            value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
            return value ^ (value >> 31);
        }
    }

    /// <summary>Declares branches, accounts and the settlement account, as a body for the feed.</summary>
    public byte[] Reference()
    {
        using var stream = new MemoryStream();
        using (var text = new StreamWriter(stream))
        {
            text.WriteLine("""{"type":"branch","id":"HQ","name":"Head office"}""");
            for (var branch = 0; branch < Branches; branch++)
            {
                text.WriteLine(Report.Text($$"""{"type":"branch","id":"{{Branch(branch)}}","parent":"HQ","name":"Branch {{branch}}"}"""));
            }

            for (var account = 0; account < accounts; account++)
            {
                text.WriteLine(Report.Text($$"""{"type":"account","id":"{{Id(account)}}","branch":"{{Branch(account)}}","kind":"personalSavings","currency":"CNY","openedAt":"2020-01-02T10:00:00+08:00","openedBy":"marketed","openingBalance":{{OpeningBalance}},"customer":"C-{{account}}"}"""));
            }

            text.WriteLine($$"""{"type":"settlementAccount","id":"{{Settlement}}","branch":"HQ","kind":"cardClearingReceivable","currency":"CNY"}""");
        }

        return stream.ToArray();
    }

    /// <summary>A posting of an account.</summary>
    /// <param name="number">Its number in the bank.</param>
    /// <param name="account">Whose it is.</param>
    /// <param name="at">When it is booked.</param>
    public EvenPosting Posting(long number, int account, DateTimeOffset at)
    {
        var random = Mix((ulong)number);
        return new EvenPosting
        {
            PostingId = PostingId(number, random),
            Account = Id(account),
            IsCredit = (random & 1) == 0,
            Amount = AmountMin + (long)((random >> 8) % AmountSpan),
            BookedAt = at,
            Branch = Branch(account),
            Counterparty = string.Create(CultureInfo.InvariantCulture, $"9558{account:D10}{(random >> 40) % PartiesEach:D2}"),
        };
    }

    /// <summary>A posting of the settlement account; each odd one clears the one before.</summary>
    /// <param name="number">Its number in the bank.</param>
    /// <param name="index">How many the settlement account had before.</param>
    /// <param name="at">When it is booked.</param>
    public EvenPosting SettlementPosting(long number, long index, DateTimeOffset at) => new()
    {
        PostingId = PostingId(number, Mix((ulong)number)),
        Account = Settlement,
        IsCredit = index % 2 == 0,
        Amount = AmountMin + (long)(Mix((ulong)(index / 2)) % AmountSpan),
        BookedAt = at,
        Branch = "HQ",
        Trace = string.Create(CultureInfo.InvariantCulture, $"{index / 2 % TraceCount:D6}"),
    };

    /// <summary>Postings of accounts taken at random, at the bank's pace from an instant on.</summary>
    /// <param name="first">Number of the first.</param>
    /// <param name="count">How many.</param>
    /// <param name="from">The instant.</param>
    public IEnumerable<EvenPosting> Live(long first, int count, DateTimeOffset from)
    {
        for (var i = 0; i < count; i++)
        {
            var number = first + i;
            yield return Posting(number, (int)(Mix(~(ulong)number) % (ulong)accounts), from + At(i));
        }
    }

    /// <summary>How far into a load its posting of this index is booked.</summary>
    public TimeSpan At(long index) => TimeSpan.FromTicks((long)((Int128)Pace.Ticks * index / accounts));

    private string PostingId(long number, ulong random) => ids == PostingIdScheme.Random
        ? string.Create(CultureInfo.InvariantCulture, $"R-{random:x16}")
        : string.Create(CultureInfo.InvariantCulture, $"G-{number:D12}");
}
