using System.Globalization;
using System.Text;
using Monitoring.EndToEnd.Support;

namespace Monitoring.EndToEnd.Faults;

/// <summary>A watcher who does not read harms nobody else, is told why he was ended, and goes on without a gap.</summary>
[Collection(nameof(FaultTests))]
public sealed class SlowReaderTests
{
    private const int Alerts = 6_000;
    private const long MemoryMax = 1024L << 20;
    private const string SlowSocket = "4413 Slow consumer: events come faster than they are read";
    private const string SlowStream = "SLOW_CONSUMER";

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly string[] Arguments = ["--Api:SlowSubscriberSeconds=3", "--Logging:LogLevel:Default=Warning"];

    [Theory]
    [InlineData("socket", SlowSocket)]
    [InlineData("stream", SlowStream)]
    public async Task A_reader_who_stops_is_told_so_when_he_reads_again_and_goes_on_without_a_gap(string transport, string ending)
    {
        using var folder = new TemporaryFolder();
        await using var server = await Server.StartAsync(folder.Path, [.. Arguments, "--Api:SendTimeoutSeconds=300"]);
        await using var memory = new MemoryWatch(() => server, TimeSpan.FromMilliseconds(100), TimeProvider.System);
        await using var slow = await OpenAsync(transport, server.Address);
        await using var other = new AlertWatcher(server.Address);
        await RaiseAsync(server);
        var all = await AlertsAsync(server);
        Assert.Equal(Alerts, all.Count);
        // Everybody else got everything while this one read nothing.
        await other.CheckAsync(all, Patience);
        Assert.Equal(0, other.Resumed);
        await EndedAsync(server, "A subscription was closed because its client does not keep up");

        var (cursors, end) = await slow.ReadToEndAsync();
        Assert.Equal(ending, end);
        await GoesOnAsync(server, cursors);
        Assert.InRange(memory.Max, 1, MemoryMax);
    }

    [Theory]
    [InlineData("socket", SlowSocket)]
    [InlineData("stream", SlowStream)]
    public async Task A_reader_who_never_reads_is_dropped_and_finds_no_gap_when_he_comes_back(string transport, string ending)
    {
        using var folder = new TemporaryFolder();
        await using var server = await Server.StartAsync(folder.Path, [.. Arguments, "--Api:SendTimeoutSeconds=4"]);
        await using var slow = await OpenAsync(transport, server.Address);
        await RaiseAsync(server);
        using var late = new CancellationTokenSource(Patience);
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (await OpenSubscriptionsAsync(server) > 0) Assert.True(await poll.WaitForNextTickAsync(late.Token));

        var (cursors, end) = await slow.ReadToEndAsync();
        // He is dropped when the last word cannot be sent; where the machine took that word before, it is what he finds.
        Assert.True(end is null || end == ending, end);
        await GoesOnAsync(server, cursors);
    }

    private static Task<ISlowReader> OpenAsync(string transport, Uri address) =>
        transport == "socket" ? SlowSocketReader.OpenAsync(address) : SlowStreamReader.OpenAsync(address);

    /// <summary>What he had is a beginning without a gap, and after its last cursor comes the rest.</summary>
    private static async Task GoesOnAsync(Server server, List<string> cursors)
    {
        Assert.InRange(cursors.Count, 1, Alerts - 1);
        var all = await server.ListAsync("alerts(PAGE)", "id rule cursor");
        var inOrder = all.Select(static alert => alert.GetProperty("cursor").GetString()!)
            .OrderBy(static cursor => long.Parse(cursor, CultureInfo.InvariantCulture)).ToArray();
        Assert.Equal(inOrder.Take(cursors.Count), cursors);
        await using var again = new AlertWatcher(server.Address, cursors[^1]);
        var seen = cursors.ToHashSet(StringComparer.Ordinal);
        await again.CheckAsync([.. all.Where(alert => !seen.Contains(alert.GetProperty("cursor").GetString()!)).Select(Text)], Patience);
    }

    /// <summary>A debit on each of many accounts that nobody knew: each is overdrawn at once.</summary>
    private static async Task RaiseAsync(Server server)
    {
        var narrative = new string('x', 200);
        var body = string.Concat(Enumerable.Range(0, Alerts).Select(i =>
            $$"""{"postingId":"P-{{i}}","account":"A{{i}}","direction":"debit","amount":100,"currency":"CNY","bookedAt":"2026-03-02T10:00:00+08:00","narrative":"{{narrative}}"}""" + "\n"));
        var answer = await server.SendAsync("/feed/postings", Encoding.UTF8.GetBytes(body));
        Assert.Equal(Alerts, answer.GetProperty("accepted").GetInt32());
    }

    private static async Task<List<string>> AlertsAsync(Server server) => [.. (await server.ListAsync("alerts(PAGE)", "id rule")).Select(Text)];

    private static string Text(System.Text.Json.JsonElement alert) => $"{alert.GetProperty("rule").GetString()} {alert.GetProperty("id").GetString()}";

    private static async Task EndedAsync(Server server, string text)
    {
        using var late = new CancellationTokenSource(Patience);
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!server.Output.Contains(text, StringComparison.Ordinal)) Assert.True(await poll.WaitForNextTickAsync(late.Token));
    }

    private static async Task<double> OpenSubscriptionsAsync(Server server)
    {
        var text = await server.Http.GetStringAsync("/metrics");
        return text.Split('\n').Where(static line => line.StartsWith("graphql_subscriptions_open", StringComparison.Ordinal))
            .Sum(static line => double.Parse(line[(line.LastIndexOf(' ') + 1)..], CultureInfo.InvariantCulture));
    }
}
