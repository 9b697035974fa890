using System.Diagnostics;
using System.Globalization;
using Monitoring.Benchmarks.Shared;
using Monitoring.Contracts.Feed;
using Monitoring.Contracts.Ledger;
using Monitoring.Domain.Calendar;
using Monitoring.Domain.Detection;
using Monitoring.Domain.Ledger;
using Monitoring.Domain.Model;
using Monitoring.Domain.Tests.Model;

namespace Monitoring.Benchmarks.Model;

/// <summary>What the model costs: a feature update, a vector, a score, its contributions; and the whole pipeline with the model and without it, in turns.</summary>
public static class ModelBenchmark
{
    // Short rounds and many: the best one had the processor to itself, also on a busy machine.
    private const int Loops = 500;
    private const int Rounds = 2_000;
    private const int TreesDefault = 150;
    private const int LeavesDefault = 32;

    /// <summary>
    /// Runs it. Arguments, each optional: folder of a model (<c>default</c> for the one that comes with the server, <c>random</c> for one of 150 random
    /// trees of 32 leaves that looks at every posting), postings of a pipeline's run (0 for none), rounds.
    /// </summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var folder = args.Length > 0 ? args[0] : "default";
        var postings = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 300_000;
        var rounds = args.Length > 2 ? int.Parse(args[2], CultureInfo.InvariantCulture) : 3;
        using var temporary = new RandomModelFolder(TreesDefault, LeavesDefault);
        folder = folder switch
        {
            "default" => Path.Combine(AppContext.BaseDirectory, "model"),
            "random" => temporary.Path,
            _ => Path.GetFullPath(folder),
        };
        var package = ModelPackage.Load(
            await File.ReadAllBytesAsync(Path.Combine(folder, ModelPackage.ManifestFile)), await File.ReadAllBytesAsync(Path.Combine(folder, ModelPackage.TreesFile)));
        var watch = Stopwatch.StartNew();
        var model = new ModelInForce(package);
        Console.WriteLine(Text($"model {package.Version}: {package.Model.Trees} trees, {package.Model.Leaves} leaves; in force after {watch.ElapsedMilliseconds} ms; looks at every {package.Trigger.PartsOfLarge}th part of a large amount"));
        Micro(package);
        if (postings > 0) await PipelineAsync(folder, postings, rounds);
        return 0;
    }

    private static void Micro(ModelPackage package)
    {
        var model = package.Model;
        var chance = new Random(1);
        var vectors = Enumerable.Range(0, 512).Select(_ => RandomModel.Vector(chance)).ToArray();
        var contributions = new double[FeatureSchema.Length];
        var (state, taken) = Lived();
        // Of another account that lived the same: it is a copy, whose figures part from its own state's.
        var features = Lived().State.Detection.Features;
        var vector = new float[FeatureSchema.Length];
        var large = new LargeParameters();
        Time("feature update", i => features.Take(Moved(taken[i % taken.Length], i)));
        Time("trigger asked", _ => package.Trigger.IsDue(state, large));
        Time("vector filled", _ => Features.Fill(state, large, vector));
        Time("score", i => model.Score(vectors[i % vectors.Length]));
        Time("contributions", i => model.Contribute(vectors[i % vectors.Length], contributions));
    }

    private static void Time(string what, Action<int> work)
    {
        for (var i = 0; i < 100 * Loops; i++) work(i);
        var best = double.MaxValue;
        long allocated = 0;
        for (var round = 0; round < Rounds; round++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            var watch = Stopwatch.GetTimestamp();
            for (var i = 0; i < Loops; i++) work(i);
            best = Math.Min(best, Stopwatch.GetElapsedTime(watch).TotalNanoseconds / Loops);
            allocated = (GC.GetAllocatedBytesForCurrentThread() - before) / Loops;
        }

        Console.WriteLine(Text($"{what}: {best:N0} ns, {allocated} B allocated (best of {Rounds} rounds of {Loops:N0})"));
    }

    private static async Task PipelineAsync(string folder, int postings, int rounds)
    {
        var load = Load.Of(postings / 10, postings, 1_000, 8);
        var (rates, costs) = (new List<double>(), new List<double>());
        for (var round = 0; round < rounds; round++)
        {
            // In turns, and the other way round every second time, so that what else the machine does hits both.
            var withFirst = round % 2 == 0;
            var first = await RunAsync(load, withFirst ? folder : "none");
            var second = await RunAsync(load, withFirst ? "none" : folder);
            var (with, without) = withFirst ? (first, second) : (second, first);
            rates.Add(with.Rate / without.Rate);
            costs.Add(with.Cpu / without.Cpu);
            Console.WriteLine(Text($"with the model {with.Rate:N0} postings/s, {with.Cpu:F1} us CPU, {with.Scores / load.Count:P1} scored; without {without.Rate:N0} postings/s, {without.Cpu:F1} us CPU"));
        }

        Console.WriteLine(Text($"median: {Report.Median(rates):F2} of the speed, {Report.Median(costs):F2} of the CPU time"));
    }

    private static async Task<(double Rate, double Cpu, double Scores)> RunAsync(Load load, string model)
    {
        var data = Directory.CreateTempSubdirectory("monitoring-bench-").FullName;
        try
        {
            await using var server = await BenchServer.StartAsync(data, $"Model__Path={model}");
            await server.SendAsync("/feed/reference", load.Reference);
            var cpu = server.Cpu;
            var watch = Stopwatch.StartNew();
            await Task.WhenAll(load.Bodies.Select(async bodies =>
            {
                foreach (var body in bodies) await server.SendAsync("/feed/postings", body);
            }));
            watch.Stop();
            cpu = server.Cpu - cpu;
            return (load.Count / watch.Elapsed.TotalSeconds, cpu.TotalMicroseconds / load.Count, await server.MetricAsync("monitoring_model_scores_total"));
        }
        finally
        {
            Directory.Delete(data, recursive: true);
        }
    }

    /// <summary>An account that lived for half a year, and the postings it lived on.</summary>
    private static (LedgerState State, Posting[] Postings) Lived()
    {
        var calendar = new BankCalendar(TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"), new TimeOnly(22, 0));
        var rules = new LedgerRules(new DetectionParameters(), calendar, OpenUnknownAccounts: true);
        var (state, postings, chance) = (new LedgerState(), new Posting[600], new Random(2));
        var start = new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.FromHours(8));
        for (var i = 0; i < postings.Length; i++)
        {
            var (id, at) = (Text($"P-{i}"), start.AddHours(i * 7));
            postings[i] = new Posting
            {
                PostingId = id,
                Account = "A",
                Direction = chance.Next(2) == 0 ? Direction.Credit : Direction.Debit,
                Amount = chance.Next(1_000, 900_000),
                Currency = "CNY",
                BookedAt = at,
                BusinessDate = calendar.BusinessDateOf(at),
                Branch = "B001",
                Channel = Channel.Transfer,
                Counterparty = Text($"C{chance.Next(40)}"),
                Key = PostingKey.Of(id),
                ContentHash = i,
            };
            PostingDecision.Post(new Decision(state, rules, at), postings[i], default);
        }

        return (state, postings);
    }

    /// <summary>The posting of a later time, so that windows move on as in life.</summary>
    private static FeaturePosting Moved(Posting posting, int number) => new()
    {
        Posting = posting,
        At = posting.BookedAt.UtcTicks + (TimeSpan.TicksPerHour * 4L * (number + 1_000)),
        OffsetMinutes = 480,
        Party = PartyHash.Of(posting),
        PartyKnown = true,
        PartyMonths = 3,
        Before = posting.BookedAt.UtcTicks,
        BalanceBefore = 1_000_000,
        BeneathLimit = false,
        Away = false,
        OwnTeller = false,
    };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
