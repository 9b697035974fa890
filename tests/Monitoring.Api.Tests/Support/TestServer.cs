using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Monitoring.Api.Hosting;

namespace Monitoring.Api.Tests.Support;

/// <summary>The whole platform on a port of its own, over a store on disk, with a clock that the test moves.</summary>
internal sealed class TestServer : IAsyncDisposable
{
    /// <summary>A Friday afternoon in the bank, before its cut-off.</summary>
    public static readonly DateTimeOffset Start = new(2026, 11, 20, 15, 0, 0, TimeSpan.FromHours(8));

    private readonly WebApplication _app;

    private TestServer(WebApplication app, FakeTimeProvider clock, Uri address)
    {
        _app = app;
        Clock = clock;
        Http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(2) };
    }

    public FakeTimeProvider Clock { get; }

    public HttpClient Http { get; }

    public Uri Address => Http.BaseAddress!;

    public IServiceProvider Services => _app.Services;

    public static async Task<TestServer> StartAsync(
        string folder, IEnumerable<KeyValuePair<string, string?>>? configuration = null, TimeProvider? world = null,
        Action<IServiceCollection>? customize = null)
    {
        var clock = new FakeTimeProvider(Start);
        var values = Configuration(folder, configuration);
        var app = MonitoringApp.Build(values, world ?? clock, customize);
        await app.StartAsync(TestContext.Current.CancellationToken);
        var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        return new TestServer(app, clock, new Uri(address));
    }

    public static Dictionary<string, string?> Configuration(string folder, IEnumerable<KeyValuePair<string, string?>>? more = null)
    {
        var values = new Dictionary<string, string?>(StringComparer.OrdinalIgnoreCase)
        {
            ["urls"] = "http://127.0.0.1:0",
            ["Data:Directory"] = folder,
            ["Model:Path"] = "none",
            ["Logging:LogLevel:Default"] = "Warning",
        };
        foreach (var (key, value) in more ?? []) values[key] = value;
        return values;
    }

    /// <summary>Sends lines to the feed; every one must be taken.</summary>
    public async Task FeedAsync(string path, params object[] records)
    {
        var body = string.Join('\n', records.Select(record => JsonSerializer.Serialize(record, Json.Options)));
        using var content = new StringContent(body, Encoding.UTF8, new MediaTypeHeaderValue("application/x-ndjson"));
        using var response = await Http.PostAsync(path, content, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        Assert.True(response.StatusCode == HttpStatusCode.OK, text);
        Assert.Equal(0, JsonDocument.Parse(text).RootElement.GetProperty("rejected").GetInt32());
    }

    public Task PostAsync(params object[] postings) => FeedAsync("/feed/postings", postings);

    public Task DeclareAsync(params object[] records) => FeedAsync("/feed/reference", records);

    /// <summary>Runs an operation as somebody; errors fail the test.</summary>
    public async Task<JsonElement> QueryAsync(string query, object? variables = null, string? user = null, string? token = null)
    {
        var answer = await AskAsync(query, variables, user, token);
        Assert.False(answer.TryGetProperty("errors", out var errors), errors.ToString());
        return answer.GetProperty("data");
    }

    /// <summary>Runs an operation and gives the whole answer.</summary>
    public async Task<JsonElement> AskAsync(string query, object? variables = null, string? user = null, string? token = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql")
        {
            Content = new StringContent(
                JsonSerializer.Serialize(new { query, variables }, Json.Options), Encoding.UTF8, "application/json"),
        };
        if (user is not null) request.Headers.Add("X-Monitoring-User", user);
        if (token is not null) request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        using var response = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        return JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }
}
