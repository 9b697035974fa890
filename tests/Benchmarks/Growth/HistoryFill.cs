using Monitoring.Benchmarks.Shared;
using Monitoring.Contracts.Feed;
using Monitoring.Contracts.Ledger;
using Monitoring.Contracts.Reference;
using Monitoring.Grains.Grain;
using Monitoring.Silo.Stores;
using Orleans;

namespace Monitoring.Benchmarks.Growth;

/// <summary>
/// Fills a store with a history through the product's own grains, detection and journal in this process, several postings of an account at
/// a time: without HTTP and parsing, and with fewer head updates than a day's business has, it goes faster than the day itself.
/// </summary>
internal static class HistoryFill
{
    /// <summary>Postings of an account decided and committed together.</summary>
    private const int Together = 25;

    private const int InFlight = 1_024;
    private const long OpeningBalance = 10_000_000_000;
    private static readonly TimeSpan ReportEvery = TimeSpan.FromSeconds(30);

    /// <summary>Fills it.</summary>
    /// <param name="options">An empty store.</param>
    /// <param name="bank">Whose history.</param>
    /// <param name="size">Postings: as many for each account.</param>
    /// <returns>Number of the next posting.</returns>
    public static async Task<long> RunAsync(StoreOptions options, EvenBank bank, long size)
    {
        await using var host = new InProcessBank(options, maxActiveGrains: bank.Accounts * 2);
        var grains = host.Grains;
        var window = new Queue<Task>(InFlight);
        for (var account = 0; account < bank.Accounts; account++) await AddAsync(window, DeclareAsync(grains, account));
        await Task.WhenAll(window);
        window.Clear();
        return await PostAllAsync(grains, bank, size, window);
    }

    private static async Task<long> PostAllAsync(IGrainFactory grains, EvenBank bank, long size, Queue<Task> window)
    {
        var each = (int)(size / bank.Accounts);
        var (number, watch, reported) = (0L, System.Diagnostics.Stopwatch.StartNew(), TimeSpan.Zero);
        for (var first = 0; first < each; first += Together)
        {
            for (var account = 0; account < bank.Accounts; account++)
            {
                var postings = new Posting[Math.Min(Together, each - first)];
                for (var i = 0; i < postings.Length; i++)
                {
                    var at = EvenBank.Now - (EvenBank.Pace * (each - first - i)) + bank.At(account);
                    postings[i] = bank.Posting(number++, account, at).ToPosting(InProcessBank.Calendar);
                }

                await AddAsync(window, grains.GetGrain<IAccountGrain>(postings[0].Account).PostAsync(postings));
            }

            if (watch.Elapsed - reported < ReportEvery) continue;
            reported = watch.Elapsed;
            Report.Line($"  filled {number:N0} of {size:N0}, {number / watch.Elapsed.TotalSeconds:N0}/s");
        }

        await Task.WhenAll(window);
        return number;
    }

    private static async Task AddAsync(Queue<Task> window, Task task)
    {
        if (window.Count == InFlight) await window.Dequeue();
        window.Enqueue(task);
    }

    private static Task DeclareAsync(IGrainFactory grains, int account) =>
        grains.GetGrain<IAccountGrain>(EvenBank.Id(account)).DeclareAsync(new AccountReference
        {
            Id = EvenBank.Id(account),
            Branch = EvenBank.Branch(account),
            Kind = AccountKind.PersonalSavings,
            Currency = "CNY",
            OpenedAt = new DateTimeOffset(2020, 1, 2, 10, 0, 0, EvenBank.Now.Offset),
            OpeningBalance = OpeningBalance,
        });
}
