using System.Globalization;
using Monitoring.Simulation.Engine;
using Monitoring.Simulation.Platform;

namespace Monitoring.Simulation.Workload;

/// <summary>The senders' side: what accounts there are, and lines for the feed. Everything follows from the seed.</summary>
internal sealed class Bank
{
    private const string FirstBranch = "HQ";

    private static readonly string[] Kinds = ["personalSavings", "corporateCurrent", "personalSavings", "loan", "internal"];
    private static readonly string[] Channels = ["counter", "atm", "pos", "online", "transfer", "batch", "interest", "fee"];

    private readonly SimRandom _random;
    private readonly List<SentLine> _sent = [];
    private int _nextId = 1;

    public Bank(SimRandom random, Settings settings)
    {
        _random = random;
        for (var i = 0; i < settings.Branches; i++) Branches.Add(i == 0 ? FirstBranch : "B" + i);
        for (var i = 0; i < settings.Accounts; i++)
        {
            Accounts.Add(new BankAccount(Text($"62170000{i:D4}"), random.Pick(Kinds))
            {
                Opening = random.Chance(500) ? 0 : random.Between(0, 90_000_000),
                Owner = random.Chance(200) ? "T1" : null,
                IsWalkIn = random.Chance(300),
            });
        }

        for (var i = 0; i < settings.Settlements; i++) Accounts.Add(new BankAccount("S-" + i, "cardClearingPayable") { IsSettlement = true });
        for (var i = 0; i < 2; i++) Strangers.Add(new BankAccount("U-" + i, Kinds[0]));
    }

    /// <summary>Branches, the first above all others.</summary>
    public List<string> Branches { get; } = [];

    /// <summary>Accounts that are declared before they are posted to.</summary>
    public List<BankAccount> Accounts { get; } = [];

    /// <summary>Accounts that their first posting opens, or that are refused.</summary>
    public List<BankAccount> Strangers { get; } = [];

    /// <summary>A branch's declaration.</summary>
    public static string Declaration(string branch) => branch == FirstBranch
        ? $$"""{"type":"branch","id":"{{branch}}","name":"Head office"}"""
        : $$"""{"type":"branch","id":"{{branch}}","parent":"{{FirstBranch}}","name":"Branch {{branch}}"}""";

    /// <summary>An account's declaration at a branch.</summary>
    public static string Declaration(BankAccount account, string branch, bool isFirst)
    {
        if (account.IsSettlement)
        {
            return $$"""{"type":"settlementAccount","id":"{{account.Id}}","branch":"{{branch}}","kind":"{{account.Kind}}","currency":"CNY"}""";
        }

        var opening = isFirst ? Text($",\"openingBalance\":{account.Opening},\"openedAt\":\"2026-02-20T09:00:00+08:00\"") : "";
        var by = account.IsWalkIn ? "walkIn" : "marketed";
        var owner = account.Owner is null ? "" : $",\"ownerStaff\":\"{account.Owner}\"";
        return $$"""{"type":"account","id":"{{account.Id}}","branch":"{{branch}}","kind":"{{account.Kind}}","currency":"CNY","openedBy":"{{by}}"{{owner}}{{opening}}}""";
    }

    /// <summary>A line: mostly a new posting, else one sent before, another content of its id, a reversal, or nonsense.</summary>
    public SentLine NextLine(DateTimeOffset now)
    {
        var roll = _random.Below(100);
        if (_sent.Count > 0 && roll < 12) return Recent();
        if (_sent.Count > 0 && roll < 16) return Variant(Recent(), now);
        if (_sent.Count > 0 && roll < 25 && Reversal(Recent(), now) is { } reversal) return Remember(reversal);
        return roll < 28 ? Bad() : Remember(NewPosting(now));
    }

    private static string Text(FormattableString text) => FormattableString.Invariant(text);

    private SentLine Recent() => _sent[_random.Chance(800) ? Math.Max(0, _sent.Count - 1 - _random.Below(40)) : _random.Below(_sent.Count)];

    private SentLine Remember(SentLine line)
    {
        _sent.Add(line);
        return line;
    }

    private SentLine NewPosting(DateTimeOffset now)
    {
        var id = _random.Chance(700) ? Text($"P-{_nextId++:D8}") : Text($"{_random.Below(int.MaxValue):x8}-{_nextId++}");
        return Posting(id, PickAccount(), now);
    }

    private BankAccount PickAccount()
    {
        if (_random.Chance(40)) return _random.Pick(Strangers);
        return _random.Chance(350) ? Accounts[0] : _random.Pick(Accounts);
    }

    private SentLine Posting(string id, BankAccount account, DateTimeOffset now)
    {
        var isCredit = _random.Chance(520);
        long amount = _random.Below(10) switch
        {
            0 or 1 => _random.Between(5_000_000, 30_000_000),
            2 => 5_000_000L * _random.Between(1, 4),
            _ => _random.Between(1, 200_000),
        };
        var extra = "";
        if (account.IsSettlement && _random.Chance(700))
        {
            // Few traces and amounts, so that items clear each other.
            amount = 10_000L * _random.Between(1, 3);
            extra = Text($",\"trace\":\"{_random.Between(1, 9):D6}\"");
        }

        if (_random.Chance(600)) extra += Text($",\"counterparty\":\"C-{_random.Between(1, 5)}\"");
        if (_random.Chance(500)) extra += $",\"channel\":\"{_random.Pick(Channels)}\"";
        if (_random.Chance(250)) extra += Text($",\"teller\":\"T{_random.Between(1, 3)}\"");
        if (_random.Chance(50)) extra += Text($",\"balanceAfter\":{_random.Between(0, 50_000_000)}");
        if (Strangers.Contains(account)) extra = "";
        return Line(id, account.Id, isCredit, amount, Booked(now), extra, LineKind.Posting, null);
    }

    /// <summary>Mostly a moment ago; at times late by hours or days, so that it comes after later ones.</summary>
    private DateTimeOffset Booked(DateTimeOffset now) => _random.Below(10) switch
    {
        0 => now.AddMinutes(-_random.Between(60, 3_000)),
        1 => now.AddMinutes(_random.Between(1, 600)),
        _ => now.AddSeconds(-_random.Between(0, 600)),
    };

    private SentLine Variant(SentLine line, DateTimeOffset now) => line.Kind != LineKind.Posting
        ? line
        : Posting(line.Id, _random.Chance(700) ? AccountOf(line.Account) : PickAccount(), now);

    private BankAccount AccountOf(string id) =>
        Accounts.Find(account => account.Id == id) ?? Strangers.First(account => account.Id == id);

    private SentLine? Reversal(SentLine target, DateTimeOffset now)
    {
        if (target.Kind != LineKind.Posting) return null;
        var id = Text($"R-{_nextId++:D8}");
        var amount = _random.Chance(950) ? Math.Abs(target.Signed) : 7;
        var extra = $",\"reversalOf\":\"{target.Id}\"";
        return Line(id, target.Account, target.Signed < 0, amount, Booked(now), extra, LineKind.Reversal, target.Id);
    }

    private SentLine Bad()
    {
        var id = Text($"X-{_nextId++:D8}");
        var json = _random.Below(3) switch
        {
            0 => $$"""{"postingId":"{{id}}","account":"{{Accounts[0].Id}}","direction":"credit","amount":0,"currency":"CNY","bookedAt":"2026-03-02T08:00:00+08:00"}""",
            1 => $$"""{"postingId":"{{id}}","account":"{{Accounts[0].Id}}","direction":"credit","amount":5,"currency":"USD","bookedAt":"2026-03-02T08:00:00+08:00"}""",
            _ => $$"""{"postingId":"{{id}}","account":""",
        };
        return new SentLine(id, Accounts[0].Id, 0, json, LineKind.Bad);
    }

    private static SentLine Line(
        string id, string account, bool isCredit, long amount, DateTimeOffset booked, string extra, LineKind kind, string? target)
    {
        var at = booked.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);
        var direction = isCredit ? "credit" : "debit";
        var json = Text(
            $"{{\"postingId\":\"{id}\",\"account\":\"{account}\",\"direction\":\"{direction}\",\"amount\":{amount},\"currency\":\"CNY\",\"bookedAt\":\"{at}\"{extra}}}");
        return new SentLine(id, account, isCredit ? amount : -amount, json, kind, target);
    }
}
