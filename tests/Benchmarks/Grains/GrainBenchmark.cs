using System.Diagnostics;
using System.Globalization;
using Monitoring.Benchmarks.Shared;
using Monitoring.Contracts.Feed;
using Monitoring.Contracts.Ledger;
using Monitoring.Domain.Calendar;
using Monitoring.Grains.Grain;
using Monitoring.Silo.Stores;
using Orleans;

namespace Monitoring.Benchmarks.Grains;

/// <summary>Postings through grains, detection and journal in this process, without parsing and HTTP: what that part costs, and what an active account weighs.</summary>
public static class GrainBenchmark
{
    private const int AccountCount = 100_000;
    private const int InFlight = 4_096;

    /// <summary>Runs it. Argument: number of postings, default 1,000,000.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var count = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 1_000_000;
        var folder = Directory.CreateTempSubdirectory("monitoring-bench-");
        try
        {
            await RunAsync(folder.FullName, count);
        }
        finally
        {
            folder.Delete(recursive: true);
        }

        return 0;
    }

    private static async Task RunAsync(string folder, int count)
    {
        await using var bank = new InProcessBank(new StoreOptions { DataDirectory = folder }, maxActiveGrains: 200_000);
        var postings = Make(count, InProcessBank.Calendar);
        GC.Collect();
        var heap = GC.GetTotalMemory(forceFullCollection: true);
        var (allocated, cpu) = (GC.GetTotalAllocatedBytes(), Process.GetCurrentProcess().TotalProcessorTime);
        var watch = Stopwatch.StartNew();
        await SendAsync(bank.Grains, postings);
        watch.Stop();
        allocated = GC.GetTotalAllocatedBytes() - allocated;
        cpu = Process.GetCurrentProcess().TotalProcessorTime - cpu;
        var active = bank.Host.ActiveGrains;
        var weight = (GC.GetTotalMemory(forceFullCollection: true) - heap) / Math.Max(1, active);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count / watch.Elapsed.TotalSeconds:N0} postings/s, {cpu.TotalMicroseconds / count:N1} us CPU and {allocated / count:N0} B allocated a posting; {active:N0} active grains of {weight:N0} B"));
    }

    private static async Task SendAsync(IGrainFactory grains, Posting[] postings)
    {
        var inFlight = new Queue<Task>(InFlight);
        foreach (var posting in postings)
        {
            if (inFlight.Count == InFlight) await inFlight.Dequeue();
            inFlight.Enqueue(grains.GetGrain<IAccountGrain>(posting.Account).PostAsync([posting]));
        }

        await Task.WhenAll(inFlight);
    }

    private static Posting[] Make(int count, BankCalendar calendar)
    {
        var start = new DateTimeOffset(2026, 3, 2, 0, 0, 0, TimeSpan.FromHours(8));
        var postings = new Posting[count];
        ulong random = 88172645463325252;
        for (var i = 0; i < count; i++)
        {
            unchecked
            {
                random ^= random << 13;
                random ^= random >> 7;
                random ^= random << 17;
            }

            var account = random % AccountCount;
            var at = start.AddSeconds(i * 3L);
            var id = string.Create(CultureInfo.InvariantCulture, $"P-{i:D12}");
            var posting = new Posting
            {
                PostingId = id,
                Account = string.Create(CultureInfo.InvariantCulture, $"6217{account:D12}"),
                Direction = (random >> 32) % 5 < 3 ? Direction.Credit : Direction.Debit,
                Amount = 1_000 + (long)((random >> 20) % 300_000),
                Currency = "CNY",
                BookedAt = at,
                BusinessDate = calendar.BusinessDateOf(at),
                Branch = "B001",
                Channel = Channel.Transfer,
                Counterparty = string.Create(CultureInfo.InvariantCulture, $"6217{((account * 7) + ((random >> 40) % 6)) % AccountCount:D12}"),
                Key = PostingKey.Of(id),
                ContentHash = 0,
            };
            postings[i] = posting with { ContentHash = PostingContent.Hash(posting) };
        }

        return postings;
    }
}
