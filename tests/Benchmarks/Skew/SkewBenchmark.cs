using Monitoring.Benchmarks.Shared;
using Monitoring.Models.Simulation;

namespace Monitoring.Benchmarks.Skew;

/// <summary>
/// What a hot account costs: an even load, and one with a fifth of all postings on one settlement account and a twentieth on one customer's
/// account, in turns, each on a store of its own.
/// </summary>
public static class SkewBenchmark
{
    private const int PostingsDefault = 1_000_000;
    private const int AccountsDefault = 100_000;
    private const int BatchDefault = 2_000;
    private const int RoundsDefault = 5;
    private const int Senders = 4;

    /// <summary>Of a hundred postings, those of the settlement account and of the busiest customer.</summary>
    private const int SettlementShare = 20;
    private const int CustomerShare = 5;

    /// <summary>Runs it. Arguments, each optional: postings, accounts, lines a request, rounds; <c>--store</c>.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var arguments = new Arguments(args, "store");
        var store = arguments.Option("store", "sqlite", "postgres");
        var (postings, batch) = (arguments.Number(0, PostingsDefault), arguments.Number(2, BatchDefault));
        var bank = new EvenBank(arguments.Number(1, AccountsDefault), PostingIdScheme.Sequential);
        var reference = bank.Reference();
        var even = Load.Of(reference, bank.Live(0, postings, EvenBank.Now).Select(static posting => (Load.HashSender(posting.Account, Senders), posting)), batch, Senders);
        var skewed = Load.Of(reference, Skewed(bank, postings), batch, Senders);
        await using var database = await ProductionPostgres.StartAsync(store);
        var rounds = new List<(FeedRun Even, FeedRun Skewed)>();
        for (var round = 1; round <= arguments.Number(3, RoundsDefault); round++)
        {
            rounds.Add((await RunAsync(even), await RunAsync(skewed)));
            Report.Line($"round {round}: even   {rounds[^1].Even}");
            Report.Line($"         skewed {rounds[^1].Skewed}");
        }

        Console.WriteLine();
        Report.Line($"skewed / even on {store}: {Report.Ratio(rounds.Select(static round => round.Skewed.Rate / round.Even.Rate))}, processor time {Report.Ratio(rounds.Select(static round => round.Skewed.Cpu / round.Even.Cpu))}");
        Report.Line($"even {Report.Median(rounds.Select(static round => round.Even.Rate)):N0}/s, skewed {Report.Median(rounds.Select(static round => round.Skewed.Rate)):N0}/s");
        return 0;

        async Task<FeedRun> RunAsync(Load load)
        {
            await using var books = await Books.CreateAsync(database);
            await using var server = await BenchServer.StartAsync(books.Folder, books.Settings);
            await server.SendAsync("/feed/reference", load.Reference);
            await books.SettleAsync();
            return await FeedRun.MeasureAsync(server, load, database);
        }
    }

    /// <summary>
    /// The hot accounts belong to a sender each, which sends fewer of the others' postings, so that all senders send as much as in the even
    /// load.
    /// </summary>
    private static IEnumerable<(int Sender, EvenPosting Posting)> Skewed(EvenBank bank, int postings)
    {
        const int each = 100 / Senders;
        var (settled, index) = (0L, 0L);
        foreach (var posting in bank.Live(0, postings, EvenBank.Now))
        {
            var draw = (int)(EvenBank.Mix((ulong)index * 31) % 100);
            if (draw < SettlementShare) yield return (0, bank.SettlementPosting(index, settled++, posting.BookedAt));
            else if (draw < SettlementShare + CustomerShare) yield return (1, bank.Posting(index, 0, posting.BookedAt));
            else yield return (Rest(posting.Account), posting);
            index++;
        }

        static int Rest(string account)
        {
            var place = Load.HashSender(account, 100 - SettlementShare - CustomerShare);
            if (place < each - SettlementShare) return 0;
            return place < (2 * each) - SettlementShare - CustomerShare ? 1 : place < (3 * each) - SettlementShare - CustomerShare ? 2 : 3;
        }
    }
}
