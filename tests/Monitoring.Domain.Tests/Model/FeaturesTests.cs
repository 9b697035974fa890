using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Monitoring.Contracts.Feed;
using Monitoring.Contracts.Ledger;
using Monitoring.Domain.Detection;
using Monitoring.Domain.Model;
using Monitoring.Domain.Tests.Support;

namespace Monitoring.Domain.Tests.Model;

public sealed class FeaturesTests
{
    private const string Update = "MONITORING_UPDATE_GOLDEN";
    private readonly Books _books = new();
    private int _next;

    [Fact]
    public void Numbers_stand_in_the_order_of_the_schema_and_names_are_told_apart()
    {
        Assert.Equal(Enum.GetValues<Feature>(), FeatureSchema.All.Select(definition => definition.Feature));
        Assert.Equal(FeatureSchema.Length, FeatureSchema.All.Select(definition => definition.Name).Distinct().Count());
        Assert.Matches("^[0-9a-f]{64}$", FeatureSchema.Hash);
        Assert.True(FeatureSchema.Length <= 64, "the evaluator packs a feature in six bits");
    }

    [Fact]
    public void Golden_vectors_stay_as_they_are()
    {
        var path = Path.Combine(Folder(), $"features.{FeatureSchema.Version}.txt");
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"schema {FeatureSchema.Hash}\n");
        foreach (var (name, life) in FeatureLives.All)
        {
            var vectors = life();
            for (var i = 0; i < vectors.Count; i++)
            {
                text.Append(CultureInfo.InvariantCulture, $"{name} {i}: {string.Join(' ', vectors[i].Select(value => value.ToString("R", CultureInfo.InvariantCulture)))}\n");
            }
        }

        if (Environment.GetEnvironmentVariable(Update) == "1" && !File.Exists(path)) File.WriteAllText(path, text.ToString());
        Assert.True(File.Exists(path), $"{path} is missing; set {Update}=1 and run again to write it.");
        Assert.Equal(File.ReadAllText(path), text.ToString());
    }

    [Fact]
    public void Money_that_leaves_within_three_hours_is_told_with_its_share_of_what_came_in()
    {
        Credit(1_000_000, 0, "A");
        Debit(500_000, 1.0 / 24, "B");
        Debit(320_000, 2.0 / 24, "C");
        Debit(100_000, 10.0 / 24, "D");

        var vector = Vector();

        Assert.Equal(0.82f, vector[(int)Feature.Left3h]);
        Assert.Equal(0.92f, vector[(int)Feature.Left24h]);
        Assert.Equal(0f, vector[(int)Feature.ReturnedShare]);
    }

    [Fact]
    public void Money_that_goes_back_to_whom_it_came_from_is_told_though_other_money_came_later()
    {
        Credit(1_000_000, 0, "A");
        Credit(1_000_000, 1, "B");
        Debit(900_000, 2, "A");

        Assert.Equal(0.45f, Vector()[(int)Feature.ReturnedShare]);
    }

    [Fact]
    public void A_silence_is_told_while_it_ended_within_30_days()
    {
        Credit(100, 0, "A");
        Credit(100, 400, "A");
        Credit(100, 401, "A");
        var soon = Vector();
        for (var day = 410; day <= 440; day += 10)
        {
            Credit(100, day, "A");
        }

        var late = Vector();

        Assert.Equal(Math.Log2(401), soon[(int)Feature.LongestSilence30d], 4);
        Assert.Equal(Math.Log2(2), soon[(int)Feature.Silence], 4);
        Assert.Equal(Math.Log2(11), late[(int)Feature.LongestSilence30d], 4);
    }

    [Fact]
    public void The_usual_is_made_of_what_lies_before_the_last_30_days()
    {
        for (var day = 0; day < 300; day += 5)
        {
            Credit(200_000, day, "EMPLOYER");
        }

        var usual = Vector();
        Credit(12_000_000, 300, "STRANGER");
        var burst = Vector();

        Assert.InRange(usual[(int)Feature.InOverUsual], -0.05f, 0.05f);
        Assert.InRange(burst[(int)Feature.InOverUsual], 3.3f, 3.6f);
        Assert.InRange(burst[(int)Feature.AmountOverUsual], 5.3f, 6f);
        Assert.Equal((1f, 0f), (burst[(int)Feature.PartyIsNew], usual[(int)Feature.PartyIsNew]));
        Assert.Equal(1f, usual[(int)Feature.HabitShare]);
    }

    [Fact]
    public void A_reversal_takes_its_target_out_of_the_windows_that_hold_it()
    {
        Credit(1_000, 0, "A");
        var before = Vector();
        var wrong = Credit(7_000_000, 1, "B");
        _books.Post(Make.Debit("R", 7_000_000, Make.At(1.5), posting => posting with { ReversalOf = wrong }));
        var after = Vector();

        foreach (var feature in (ReadOnlySpan<Feature>)[Feature.SizeIn5d, Feature.SizeIn30d, Feature.CountIn30d, Feature.Turnover30d])
        {
            Assert.Equal(before[(int)feature], after[(int)feature]);
        }
    }

    [Fact]
    public void A_late_posting_reaches_the_windows_at_the_high_water_mark()
    {
        Credit(1_000, 40, "A");
        Credit(5_000_000, 0, "B");

        var vector = Vector();

        Assert.Equal(Scales.Size(5_001_000, 5_000_000), vector[(int)Feature.SizeIn1d]);
        Assert.Equal(0f, vector[(int)Feature.Silence]);
    }

    [Fact]
    public void Amounts_kept_just_beneath_the_limit_are_counted_and_those_at_the_limit_are_not()
    {
        Credit(4_000_000, 0, null);
        Credit(4_999_999, 1, null);
        Credit(5_000_000, 2, null);
        Credit(3_999_999, 3, null);

        Assert.Equal(0.5f, Vector()[(int)Feature.BeneathLimitShare]);
    }

    [Fact]
    public void Sizes_are_measured_by_the_banks_own_limits()
    {
        var small = new LargeParameters { Personal = 1_000_000 };
        Credit(1_000_000, 0, null);
        var vector = new float[FeatureSchema.Length];
        Features.Fill(_books.State, small, vector);

        Assert.Equal(Math.Log2(1025), vector[(int)Feature.AmountSize], 5);
    }

    [Fact]
    public void Interest_and_fees_count_nowhere()
    {
        Credit(1_000, 0, "A");
        var before = Vector();
        _books.Post(Make.Credit("I", 5_000, Make.At(2), posting => posting with { Channel = Channel.Interest }));

        Assert.Equal(before, Vector());
    }

    [Fact]
    public void A_loan_has_no_features()
    {
        _books.Declare(Make.Declared(AccountKind.Loan));
        Credit(1_000, 0, "A");

        Assert.False(Features.Fill(_books.State, new LargeParameters(), new float[FeatureSchema.Length]));
    }

    private string Credit(long amount, double day, string? party) => Post(Direction.Credit, amount, day, party);

    private void Debit(long amount, double day, string? party) => Post(Direction.Debit, amount, day, party);

    private string Post(Direction direction, long amount, double day, string? party)
    {
        var id = $"P-{++_next}";
        _books.Post(Make.Posting(id, direction, amount, Make.At(day), posting => posting with { Counterparty = party }));
        return id;
    }

    private float[] Vector() => FeatureLives.VectorOf(_books);

    private static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "golden");
}
