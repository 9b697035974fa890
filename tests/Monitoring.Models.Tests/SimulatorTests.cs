using System.Security.Cryptography;
using FsCheck;
using FsCheck.Fluent;
using Monitoring.Models.Simulation;

namespace Monitoring.Models.Tests;

public sealed class SimulatorTests
{
    private static readonly SimulationOptions Small = new()
    {
        Seed = 11,
        Accounts = 400,
        Days = 60,
        HistoryDays = 5,
        Branches = 3,
        Mix = new PopulationMix { QuietCompanies = 120, Dormant = 60, Newcomers = 100 },
        Patterns = new PatternOptions { CasesPerKind = 3 },
    };

    [Fact]
    public void Postings_are_strictly_ordered_by_the_instant_they_were_booked_and_have_unique_ids()
    {
        var ids = new HashSet<string>();
        var last = DateTimeOffset.MinValue;
        foreach (var posting in new Simulator(Small).Postings())
        {
            Assert.True(posting.BookedAt > last);
            Assert.True(ids.Add(posting.PostingId));
            last = posting.BookedAt;
        }

        Assert.True(ids.Count > 10_000);
    }

    [Theory]
    [InlineData(11, "3a614798c6573aa1daccdb825d02701bfcca7b2ca05de5ddd38c45aa7fed6626")]
    [InlineData(12, "fa7ab1fb736630505e8ce4ea15de39e8d5b54d0f7000ffc2c7a3ecb7790efd0d")]
    public void A_seed_gives_the_same_bank_to_the_byte(ulong seed, string sha256)
    {
        Assert.Equal(sha256, HashOf(Small with { Seed = seed }));
    }

    [Fact]
    public void Random_ids_are_unique_and_change_nothing_else()
    {
        var options = Small with { Days = 45, PostingIds = PostingIdScheme.Random };
        var random = new Simulator(options).Postings().ToList();
        var sequential = new Simulator(options with { PostingIds = PostingIdScheme.Sequential }).Postings().ToList();

        Assert.Equal(random.Count, random.Select(posting => posting.PostingId).Distinct().Count());
        Assert.Equal(sequential.Count, random.Count);
        Assert.All(sequential.Zip(random), pair => Assert.Equal(pair.First.BalanceAfter, pair.Second.BalanceAfter));
        Assert.NotEqual(random.Select(posting => posting.PostingId).Order(), random.Select(posting => posting.PostingId));
    }

    [Fact]
    public void The_posting_limit_cuts_the_run_and_nothing_before_it()
    {
        var whole = new Simulator(Small).Postings().Take(777).Select(posting => posting.PostingId);
        var cut = new Simulator(Small with { MaxPostings = 777 }).Postings().Select(posting => posting.PostingId);

        Assert.Equal(whole, cut);
    }

    [Fact]
    public void What_is_planted_leaves_the_ordinary_lives_of_uninvolved_accounts_as_they_were()
    {
        var with = new GatheredRun(Small);
        var without = new GatheredRun(Small with { Patterns = new PatternOptions() });
        var involved = with.Cases.SelectMany(planted => planted.Accounts).ToHashSet();
        var apart = with.Accounts.Values
            .Where(account => account.Population == Population.Wholesaler && !involved.Contains(account.Id)).ToList();

        Assert.NotEmpty(apart);
        foreach (var account in apart)
        {
            var external = (IReadOnlyList<SimulatedPosting> postings) =>
                postings.Where(posting => posting.Counterparty?.StartsWith("6228", StringComparison.Ordinal) == true)
                    .Select(posting => (posting.Amount, posting.Counterparty)).ToList();
            Assert.Equal(external(without.Of(account.Id)), external(with.Of(account.Id)));
        }
    }

    [Fact]
    public void Any_small_bank_keeps_its_books_exactly()
    {
        var generator =
            from seed in Gen.Choose(1, int.MaxValue)
            from accounts in Gen.Choose(1, 60)
            from days in Gen.Choose(1, 50)
            from history in Gen.Choose(0, 20)
            from branches in Gen.Choose(1, 4)
            from activity in Gen.Choose(1, 3_000)
            from hour in Gen.Choose(0, 23)
            from dayOfYear in Gen.Choose(0, 364)
            select new SimulationOptions
            {
                Seed = (ulong)seed,
                Accounts = accounts,
                Days = days,
                HistoryDays = history,
                Branches = branches,
                ActivityPermille = activity,
                Start = new DateTimeOffset(2024, 1, 1, hour, 0, 0, SimulationOptions.ShanghaiOffset).AddDays(dayOfYear),
            };
        Prop.ForAll(generator.ToArbitrary(), options => AuditedRun.Audit(new GatheredRun(options), options))
            .Check(Config.QuickThrowOnFailure.WithMaxTest(60));
    }

    [Fact]
    public void A_bank_with_planted_cases_keeps_its_books_exactly_but_for_the_planted_breaks()
    {
        AuditedRun.Audit(new GatheredRun(Small), Small);
    }

    [Theory]
    [InlineData(0, 10, 0, "accounts")]
    [InlineData(10, 0, 0, "days")]
    [InlineData(10, 10, 1, "at least 40 days")]
    public void Options_out_of_range_are_refused_by_name(int accounts, int days, int cases, string says)
    {
        var options = new SimulationOptions { Accounts = accounts, Days = days, Patterns = new PatternOptions { CasesPerKind = cases } };

        var refused = Assert.Throws<SimulationOptionsException>(() => new Simulator(options));

        Assert.Contains(says, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bank_too_small_for_its_cases_is_refused_with_the_kind_and_what_to_change()
    {
        var options = new SimulationOptions { Accounts = 50, Days = 60, Patterns = new PatternOptions { CasesPerKind = 5 } };
        var simulator = new Simulator(options);

        var refused = Assert.Throws<SimulationOptionsException>(() => simulator.Start());

        Assert.Contains("more accounts", refused.Message, StringComparison.Ordinal);
    }

    private static string HashOf(SimulationOptions options)
    {
        using var bytes = new MemoryStream();
        var run = new Simulator(options).Start();
        using (var writer = FeedWriter.Create(FeedFileFormat.Ndjson, bytes))
        {
            foreach (var reference in run.Reference())
            {
                writer.Write(reference);
            }

            foreach (var posting in run.History().Concat(run.Live()))
            {
                writer.Write(posting);
            }
        }

        return Convert.ToHexStringLower(SHA256.HashData(bytes.ToArray()));
    }
}
