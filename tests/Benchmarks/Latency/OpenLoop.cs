using System.Diagnostics;
using System.Text;
using Monitoring.Benchmarks.Shared;

namespace Monitoring.Benchmarks.Latency;

/// <summary>
/// Sends bodies at instants fixed beforehand, whatever the server answers, and counts each body's time from the instant at which it was due:
/// what waits behind a slow answer counts as slow too. Each account's sender still sends one body after the other, as order matters.
/// </summary>
internal sealed class OpenLoop(BenchServer server)
{
    /// <summary>Bodies between two that carry a posting which raises an alert.</summary>
    private const int BodiesPerAlert = 4;

    private readonly Stopwatch _clock = Stopwatch.StartNew();

    /// <summary>Due to acknowledged, for each posting.</summary>
    public Latencies Acknowledged { get; } = new();

    /// <summary>When the posting was due that raises the alert of an account.</summary>
    public Dictionary<string, TimeSpan> Due { get; } = [];

    /// <summary>Since the start.</summary>
    public TimeSpan Now => _clock.Elapsed;

    /// <summary>Sends a load.</summary>
    /// <param name="load">Bodies of <paramref name="batch"/> lines.</param>
    /// <param name="batch">Lines of a body.</param>
    /// <param name="rate">Postings a second.</param>
    /// <param name="accounts">Names the fresh accounts whose first posting is a debit, which raises an alert; none when <c>null</c>.</param>
    public async Task RunAsync(Load load, int batch, double rate, string? accounts)
    {
        var begin = _clock.Elapsed + TimeSpan.FromMilliseconds(100);
        var between = TimeSpan.FromSeconds(batch / rate);
        var senders = load.Bodies.Count;
        var plans = new List<(TimeSpan Due, byte[] Body, int Lines)>[senders];
        for (var sender = 0; sender < senders; sender++)
        {
            plans[sender] = [];
            for (var i = 0; i < load.Bodies[sender].Count; i++)
            {
                var place = (i * senders) + sender;
                var due = begin + (between * place);
                var body = load.Bodies[sender][i];
                if (accounts is not null && place % BodiesPerAlert == 0)
                {
                    var account = Report.Text($"{accounts}-{place:D7}");
                    Due[account] = due;
                    body = [.. body, .. Alerting(account)];
                }

                plans[sender].Add((due, body, batch));
            }
        }

        await Task.WhenAll(plans.Select(SendAsync));
    }

    private static byte[] Alerting(string account) => Encoding.UTF8.GetBytes(
        $$"""{"postingId":"{{account}}","account":"{{account}}","direction":"debit","amount":100,"currency":"CNY","bookedAt":"{{EvenBank.Now:yyyy-MM-ddTHH:mm:sszzz}}"}""" + "\n");

    private async Task SendAsync(List<(TimeSpan Due, byte[] Body, int Lines)> plan)
    {
        foreach (var (due, body, lines) in plan)
        {
            var early = due - _clock.Elapsed;
            if (early > TimeSpan.Zero) await Task.Delay(TimeSpan.FromMilliseconds(Math.Ceiling(early.TotalMilliseconds)));
            await server.SendAsync("/feed/postings", body);
            Acknowledged.Add(_clock.Elapsed - due, lines);
        }
    }
}
