using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Monitoring.TestServers;

namespace Monitoring.EndToEnd.Support;

/// <summary>A running server, and what a client asks of it.</summary>
internal sealed class Server : IAsyncDisposable
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromMinutes(2);

    private readonly ProcessRun _run;

    private Server(ProcessRun run, Uri address)
    {
        _run = run;
        Http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(10) };
    }

    public HttpClient Http { get; }

    public Uri Address => Http.BaseAddress!;

    public string Output => _run.Output;

    public static Task<Server> StartAsync(string dataDirectory, params string[] arguments) => StartAtAsync(FreeAddress(), dataDirectory, arguments);

    /// <summary>Starts at an address, as again after a kill.</summary>
    public static Task<Server> StartAtAsync(Uri address, string dataDirectory, params string[] arguments) =>
        StartLimitedAsync(null, address, dataDirectory, arguments);

    /// <summary>Starts at an address.</summary>
    /// <param name="limit">Commands for the shell that becomes the server, as a limit to its files; <c>null</c> for none.</param>
    /// <param name="address">Where it listens.</param>
    /// <param name="dataDirectory">Its data.</param>
    /// <param name="arguments">What else it is told.</param>
    public static Task<Server> StartLimitedAsync(string? limit, Uri address, string dataDirectory, params string[] arguments) =>
        StartProgramAsync(Product.Api, limit, address, dataDirectory, arguments);

    /// <summary>Starts at an address.</summary>
    /// <param name="assembly">The server's, as of another version.</param>
    /// <param name="limit">Commands for the shell that becomes the server, as a limit to its files; <c>null</c> for none.</param>
    /// <param name="address">Where it listens.</param>
    /// <param name="dataDirectory">Its data.</param>
    /// <param name="arguments">What else it is told.</param>
    public static async Task<Server> StartProgramAsync(
        string assembly, string? limit, Uri address, string dataDirectory, params string[] arguments)
    {
        string[] command = ["dotnet", assembly, "--data", dataDirectory, "--urls", address.ToString(), .. arguments];
        var run = limit is null
            ? ProcessRun.Start(command[0], command[1..])
            : ProcessRun.Start("bash", ["-c", limit + " exec \"$@\"", "bash", .. command]);
        var server = new Server(run, address);
        await server.ReadyAsync();
        return server;
    }

    public Task KillAsync() => _run.KillAsync();

    /// <summary>Waits until the process ended by itself.</summary>
    public Task<int> EndedAsync(TimeSpan timeout) => _run.ExitAsync(timeout);

    public bool HasExited => _run.HasExited;

    public int ProcessId => _run.Id;

    /// <summary>Memory of the process in the machine's, bytes; nothing when it has ended.</summary>
    public long? TryReadResidentBytes() => _run.TryReadResidentBytes();

    /// <summary>An address that nobody listens at now.</summary>
    public static Uri FreeAddress() => new($"http://127.0.0.1:{FreePort.Next()}");

    /// <summary>Sends a body to the feed and reads the answer.</summary>
    public async Task<JsonElement> SendAsync(string path, ReadOnlyMemory<byte> body, string type = "application/x-ndjson", bool gzip = false)
    {
        using var content = new ReadOnlyMemoryContent(body);
        content.Headers.ContentType = new MediaTypeHeaderValue(type);
        if (gzip) content.Headers.ContentEncoding.Add("gzip");
        using var response = await Http.PostAsync(path, content);
        var text = await response.Content.ReadAsStringAsync();
        Assert.True(response.StatusCode == HttpStatusCode.OK, $"{path}: {(int)response.StatusCode} {text}");
        return JsonDocument.Parse(text).RootElement;
    }

    /// <summary>Runs a query; errors fail the test.</summary>
    public async Task<JsonElement> QueryAsync(string query, object? variables = null)
    {
        using var content = new StringContent(JsonSerializer.Serialize(new { query, variables }), Encoding.UTF8, "application/json");
        using var response = await Http.PostAsync("/graphql", content);
        var text = await response.Content.ReadAsStringAsync();
        var answer = JsonDocument.Parse(text).RootElement;
        Assert.False(answer.TryGetProperty("errors", out var errors), errors.ToString());
        return answer.GetProperty("data");
    }

    /// <summary>All nodes of a connection, page by page.</summary>
    /// <param name="field">The connection with its arguments, <c>PAGE</c> standing for those of the page.</param>
    /// <param name="node">Fields of a node.</param>
    public async Task<List<JsonElement>> ListAsync(string field, string node)
    {
        var nodes = new List<JsonElement>();
        string? after = null;
        do
        {
            var page = field.Replace("PAGE", "first: 500, after: $after", StringComparison.Ordinal);
            var data = await QueryAsync($"query($after: String) {{ page: {page} {{ nodes: edges {{ node {{ {node} }} }} pageInfo {{ hasNextPage endCursor }} }} }}", new { after });
            var connection = data.GetProperty("page");
            nodes.AddRange(connection.GetProperty("nodes").EnumerateArray().Select(static edge => edge.GetProperty("node")));
            var info = connection.GetProperty("pageInfo");
            after = info.GetProperty("hasNextPage").GetBoolean() ? info.GetProperty("endCursor").GetString() : null;
        }
        while (after is not null);
        return nodes;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _run.DisposeAsync();
    }

    private async Task ReadyAsync()
    {
        using var timeout = new CancellationTokenSource(StartTimeout);
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (await poll.WaitForNextTickAsync(timeout.Token))
        {
            Assert.False(_run.HasExited, _run.Output);
            try
            {
                using var response = await Http.GetAsync("/health/ready", timeout.Token);
                if (response.IsSuccessStatusCode) return;
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }
        }
    }
}
