using FsCheck;
using FsCheck.Fluent;
using Monitoring.Contracts.Grain;
using Monitoring.Contracts.Ledger;
using Monitoring.Contracts.Reference;
using Monitoring.Domain.Ledger;
using Monitoring.Domain.Tests.Support;

namespace Monitoring.Domain.Tests.Ledger;

public sealed class LedgerStateTests
{
    /// <summary>Lives with their kind of account and a number that says where batches end and the account is put away.</summary>
    private static readonly Gen<(RandomStep[] Steps, int Kind, int Seed)> Lives =
        from steps in RandomLife.Steps.Resize(150)
        from kind in Gen.Choose(0, 2)
        from seed in Gen.Choose(0, int.MaxValue)
        select (steps, kind, seed);

    [Fact]
    public void Any_batching_and_any_rest_between_postings_gives_the_same_state_and_the_same_alerts() => Holds.ForOne(Lives, life =>
    {
        var straight = Lived(life.Steps, life.Kind, static () => true, null);
        var chance = new Random(life.Seed);
        var batched = Lived(life.Steps, life.Kind, () => chance.Next(5) == 0, null);
        var restless = Lived(life.Steps, life.Kind, () => chance.Next(3) == 0, books =>
        {
            if (chance.Next(4) == 0) books.PutAwayAndWake();
            if (chance.Next(4) == 0) books.State.Prefetch();
        });

        Assert.Equal(LedgerStateCodec.Encode(straight.State), LedgerStateCodec.Encode(batched.State));
        Assert.Equal(LedgerStateCodec.Encode(straight.State), LedgerStateCodec.Encode(restless.State));
        Assert.Equal(AlertsOf(straight), AlertsOf(batched));
        Assert.Equal(AlertsOf(straight), AlertsOf(restless));
    });

    [Fact]
    public void Folding_the_events_again_gives_the_state_byte_for_byte() => Holds.ForOne(Lives, life =>
    {
        var books = Lived(life.Steps, life.Kind, static () => true, null);
        var lived = LedgerStateCodec.Encode(books.State);
        books.Replay(happened => happened);

        Assert.Equal(lived, LedgerStateCodec.Encode(books.State));
    });

    [Fact]
    public void The_balance_is_the_opening_balance_and_every_accepted_posting() => Holds.ForOne(Lives, life =>
    {
        var books = Lived(life.Steps, life.Kind, static () => true, null);
        var postings = books.Events.OfType<Posted>().Select(posted => posted.Posting).ToArray();

        Assert.Equal(books.State.OpeningBalance + postings.Sum(posting => posting.SignedAmount), books.State.Balance);
        Assert.Equal(postings.Length, books.State.PostingCount);
        Assert.Equal(books.Events.Count, books.State.Sequence);
    });

    [Fact]
    public void An_alert_is_raised_once_and_its_versions_follow_each_other() => Holds.ForOne(Lives, life =>
    {
        var books = Lived(life.Steps, life.Kind, static () => true, null);
        foreach (var changes in books.Events.OfType<AlertChanged>().GroupBy(changed => changed.Alert.Id))
        {
            Assert.Equal(Enumerable.Range(1, changes.Count()), changes.Select(changed => changed.Alert.Version));
            Assert.Equal(changes.First().Alert.EventAt, changes.Last().Alert.EventAt);
        }

        Assert.Distinct(books.State.Detection.Open.Select(alert => alert.Rule));
    });

    [Fact]
    public void Random_lives_raise_alerts_of_most_rules()
    {
        var rules = new HashSet<Monitoring.Contracts.Alert.AlertRule>();
        foreach (var life in Lives.Sample(200))
        {
            rules.UnionWith(Lived(life.Steps, life.Kind, static () => true, null).Alerts.Select(alert => alert.Rule));
        }

        Assert.True(rules.Count >= 6, $"Only {string.Join(", ", rules)} fired: the lives prove little.");
    }

    [Fact]
    public void Damaged_snapshots_are_told_by_a_format_error() => Holds.ForOne(Lives, life =>
    {
        var bytes = LedgerStateCodec.Encode(Lived(life.Steps, life.Kind, static () => true, null).State);
        var chance = new Random(life.Seed);
        for (var i = 0; i < 200; i++)
        {
            var damaged = bytes.ToArray();
            for (var flips = chance.Next(1, 4); flips > 0; flips--)
            {
                damaged[chance.Next(damaged.Length)] = (byte)chance.Next(256);
            }

            if (chance.Next(2) == 0) damaged = damaged[..chance.Next(damaged.Length)];
            DecodesOrIsRefused(damaged);
        }
    }, tests: 50);

    [Fact]
    public void Every_truncation_of_a_snapshot_is_refused()
    {
        var books = Lived(RandomLife.Steps.Resize(120).Sample(5).MaxBy(steps => steps.Length)!, 0, static () => true, null);
        var bytes = LedgerStateCodec.Encode(books.State);
        Assert.NotEmpty(books.Events);
        for (var length = 0; length < bytes.Length; length++)
        {
            Assert.Throws<FormatException>(() => LedgerStateCodec.Decode(bytes.AsSpan(0, length)));
        }
    }

    [Fact]
    public void A_snapshot_of_another_format_is_not_read() => Assert.Null(LedgerStateCodec.Decode([99, 1, 2, 3]));

    private static void DecodesOrIsRefused(byte[] bytes)
    {
        try
        {
            if (LedgerStateCodec.Decode(bytes) is { } state) Assert.NotEmpty(LedgerStateCodec.Encode(state));
        }
        catch (FormatException refused)
        {
            Assert.NotEmpty(refused.Message);
        }
    }

    private static Books Lived(RandomStep[] steps, int kind, Func<bool> endsBatch, Action<Books>? after)
    {
        var books = new Books { EndsBatch = endsBatch };
        if (kind == 0)
        {
            books.Declare(Make.Declared(AccountKind.CorporateCurrent) with { OpenedAt = Make.At(-30), OpenedBy = OpenedBy.WalkIn, OwnerStaff = "T1" });
        }
        else if (kind == 1)
        {
            books.Declare(Make.Declared() with { OpenedAt = Make.At(-50), OpenedBy = OpenedBy.WalkIn, DeclaredCounterparties = ["C1", "C2"], RelatedStaff = ["T2"] });
        }

        RandomLife.Live(books, steps, after is null ? null : _ => after(books));
        return books;
    }

    private static string[] AlertsOf(Books books) => [.. books.Alerts.Select(alert => $"{alert.Id} {alert.Rule} {alert.Version} {alert.State}")];
}
