using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Playwright;
using Monitoring.Benchmarks.Shared;

namespace Monitoring.Benchmarks.Pipeline;

/// <summary>How long after its posting was sent an alert stands on a watcher's page, in a real browser on the same machine.</summary>
public static class LiveBenchmark
{
    private const int AlertsDefault = 50;

    /// <summary>Runs it. Argument, optional: number of alerts. Chromium must be installed.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var count = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : AlertsDefault;
        var folder = Directory.CreateTempSubdirectory("monitoring-bench-").FullName;
        try
        {
            await using var server = await BenchServer.StartAsync(folder);
            using var playwright = await Playwright.CreateAsync();
            await using var browser = await playwright.Chromium.LaunchAsync(new()
            {
                ExecutablePath = "/usr/bin/chromium",
                Args = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
            });
            var page = await browser.NewPageAsync();
            await page.GotoAsync(server.Http.BaseAddress!.ToString());
            await page.WaitForSelectorAsync("[data-testid=connection-state][data-state=live]");
            var (acknowledged, shown) = (new List<double>(), new List<double>());
            for (var i = 0; i < count; i++)
            {
                var watch = Stopwatch.StartNew();
                var seen = page.WaitForSelectorAsync($"[data-testid=alert-row][data-account=LIVE-{i:D4}]");
                await server.SendAsync("/feed/postings", Posting(i));
                acknowledged.Add(watch.Elapsed.TotalMilliseconds);
                await seen;
                shown.Add(watch.Elapsed.TotalMilliseconds);
            }

            Print("sent to acknowledged", acknowledged);
            Print("sent to shown on the page", shown);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }

        return 0;
    }

    private static byte[] Posting(int i) => Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture,
        $$"""{"postingId":"LIVE-{{i:D4}}","account":"LIVE-{{i:D4}}","direction":"debit","amount":100,"currency":"CNY","bookedAt":"2026-11-20T10:00:00+08:00"}"""));

    private static void Print(string what, List<double> milliseconds)
    {
        milliseconds.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{what}: median {milliseconds[milliseconds.Count / 2]:F0} ms, p90 {milliseconds[milliseconds.Count * 9 / 10]:F0} ms, largest {milliseconds[^1]:F0} ms ({milliseconds.Count} alerts)"));
    }
}
