using Monitoring.Contracts.Grain;
using Monitoring.Contracts.Ledger;
using Monitoring.Domain.Detection;
using Monitoring.Domain.Ledger;
using Monitoring.Domain.Model;
using Monitoring.Domain.Tests.Support;

namespace Monitoring.Domain.Tests.Model;

public sealed class ModelTriggerTests
{
    private const int Parts = 16;
    private const long Part = 5_000_000 / Parts;

    /// <summary>With it the small model finds nothing worth recording in an ordinary posting.</summary>
    private const int QuietBias = -4;

    private int _next;

    [Fact]
    public void A_part_of_what_is_large_is_looked_at_and_smaller_sums_when_they_make_one_up()
    {
        var (books, looks) = Bank(Parts);

        var due = new[] { Part, Part - 1, 1, 1, Part / 2, Part / 2, 1 }.Select(amount => Due(books, looks, Direction.Debit, amount, 0.01)).ToArray();

        Assert.Equal([true, false, true, false, false, true, false], due);
    }

    [Fact]
    public void What_comes_in_and_what_goes_out_are_counted_apart_and_anew_in_each_block_of_five_days()
    {
        var (books, looks) = Bank(Parts);

        Assert.False(Due(books, looks, Direction.Credit, Part - 1, 0));
        Assert.False(Due(books, looks, Direction.Debit, Part - 1, 0.1));
        Assert.False(Due(books, looks, Direction.Credit, Part - 1, 6));
        Assert.True(Due(books, looks, Direction.Credit, 1, 6.1));
    }

    [Fact]
    public void A_trigger_of_no_parts_looks_at_every_posting()
    {
        var (books, looks) = Bank(parts: 0);

        Assert.True(Due(books, looks, Direction.Credit, 1, 0));
        Assert.True(Due(books, looks, Direction.Credit, 1, 0.1));
    }

    [Fact]
    public void In_any_life_a_look_comes_where_the_blocks_sum_passes_a_part_and_nowhere_else() => Holds.For(RandomLife.Steps, steps =>
    {
        steps = [.. steps.Where(step => step.Kind != 2)];
        var trigger = new ModelTrigger(Parts);
        var books = new Books();
        var (sums, high, seen) = (new Dictionary<(long, bool), long>(), 0L, 0);
        RandomLife.Live(books, steps, _ =>
        {
            foreach (var posting in books.Events.Skip(seen).OfType<Posted>().Select(posted => posted.Posting))
            {
                high = Math.Max(high, posting.BookedAt.UtcTicks);
                if (!posting.IsCustomerInitiated) continue;
                var key = ((high + TimeSpan.FromHours(8).Ticks) / TimeSpan.TicksPerDay / 5, posting.SignedAmount > 0);
                var before = sums.GetValueOrDefault(key);
                sums[key] = before + posting.Amount;

                Assert.Equal(sums[key] / Part > before / Part, trigger.IsDue(books.State, new LargeParameters()));
            }

            seen = books.Events.Count;
        });
    });

    [Fact]
    public void While_a_score_worth_recording_stands_every_posting_is_looked_at_until_it_has_gone_down()
    {
        var (books, looks) = Bank(Parts);
        Post(books, Direction.Credit, 100, 0);
        Post(books, Direction.Credit, 2_000_000, 400);
        Post(books, Direction.Debit, 1_640_000, 400.05);
        var high = books.State.Detection.Score!.Value;

        var still = Due(books, looks, Direction.Debit, 1, 400.06);
        var later = Due(books, looks, Direction.Debit, 1, 480);

        var after = Due(books, looks, Direction.Debit, 1, 480.1);
        Assert.True(high > 0.5);
        Assert.Equal((true, true, false), (still, later, after));
        Assert.True(books.State.Detection.Score!.Value < ModelScore.Notable);
    }

    [Theory]
    [InlineData("\"trigger\": { \"partsOfLarge\": 0 }, ", "", "manifest.json.trigger is missing")]
    [InlineData("\"partsOfLarge\": 0", "\"partsOfLarge\": -1", "manifest.json.trigger.partsOfLarge: a whole number from 0 to 1000000")]
    [InlineData("\"partsOfLarge\": 0", "\"partsOfLarge\": 0, \"atNight\": true", "manifest.json.trigger.atNight is not known")]
    [InlineData("{ \"partsOfLarge\": 0 }", "16", "manifest.json.trigger: an object is wanted")]
    [InlineData("\"format\": 2", "\"format\": 1", "manifest.json.format: a whole number from 2 to 2")]
    [InlineData("\"format\": 2", "\"format\": 3", "manifest.json.format: a whole number from 2 to 2")]
    public void A_trigger_that_is_not_understood_is_refused(string from, string to, string message)
    {
        var manifest = SmallModel.Manifest().Replace(from, to, StringComparison.Ordinal);
        Assert.NotEqual(SmallModel.Manifest(), manifest);

        var error = Assert.Throws<ModelFormatException>(() => ModelPackage.Load(SmallModel.Bytes(manifest), SmallModel.Bytes(SmallModel.Trees)));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    private static (Books Books, Looks Looks) Bank(int parts)
    {
        var looks = new Looks();
        var model = new ModelInForce(SmallModel.Package(parts, QuietBias), observer: looks);
        return (new Books { Rules = new LedgerRules(new DetectionParameters(), Books.Shanghai, OpenUnknownAccounts: true) { Model = model } }, looks);
    }

    private bool Due(Books books, Looks looks, Direction direction, long amount, double day)
    {
        var before = looks.Count;
        Post(books, direction, amount, day);
        return looks.Count > before;
    }

    private void Post(Books books, Direction direction, long amount, double day) =>
        books.Post(Make.Posting($"P-{++_next}", direction, amount, Make.At(day), posting => posting with { Counterparty = $"C{_next}" }));

    private sealed class Looks : IScoreObserver
    {
        public int Count { get; private set; }

        public void Scored(double score, ReadOnlySpan<float> vector) => Count++;
    }
}
