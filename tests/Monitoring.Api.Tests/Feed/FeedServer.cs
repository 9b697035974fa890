using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using Monitoring.Api.Feed;
using Monitoring.Domain.Calendar;
using Monitoring.Grains.Journal;
using Monitoring.Grains.Queries;
using Monitoring.Silo.Feed;
using Monitoring.Silo.Stores;
using Monitoring.Silo.Tests.Feed.Fixtures;
using Orleans;

namespace Monitoring.Api.Tests.Feed;

/// <summary>The feed's endpoints over a bank that only remembers; in memory, or on a port of its own.</summary>
internal sealed class FeedServer : IAsyncDisposable
{
    private const string BookedAt = "\"bookedAt\":\"2026-06-01T10:00:00+08:00\"}";

    private readonly WebApplication _app;

    private FeedServer(WebApplication app, FakeBank bank, FakeQuarantine quarantine, FakeDays days, FakeTimeProvider time,
        HttpClient client)
    {
        _app = app;
        (Bank, Quarantine, Days, Time, Client) = (bank, quarantine, days, time, client);
    }

    public FakeBank Bank { get; }

    public FakeQuarantine Quarantine { get; }

    public FakeDays Days { get; }

    public FakeTimeProvider Time { get; }

    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    public Uri Address => Client.BaseAddress!;

    public static async Task<FeedServer> StartAsync(
        bool onPort = false, Action<IServiceCollection>? customize = null, params (string Key, string Value)[] settings)
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.AddInMemoryCollection(
            settings.Select(setting => KeyValuePair.Create<string, string?>(setting.Key, setting.Value)));
        if (onPort) builder.WebHost.UseUrls("http://127.0.0.1:0");
        else builder.WebHost.UseTestServer();
        var (bank, quarantine, days) = (new FakeBank(), new FakeQuarantine(), new FakeDays());
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 6, 2, 0, 0, 0, TimeSpan.Zero));
        builder.Services
            .AddSingleton<TimeProvider>(time)
            .AddSingleton<IGrainFactory>(bank)
            .AddSingleton<IJournalReader>(bank)
            .AddSingleton<IQuarantineStore>(quarantine)
            .AddSingleton<IOpenDayReader>(days)
            .AddSingleton(new BankCalendar(TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"), new TimeOnly(22, 0)))
            .AddSingleton(new StoreOptions())
            .AddFeed(builder.Configuration);
        customize?.Invoke(builder.Services);
        var app = builder.Build();
        app.MapFeed();
        await app.StartAsync(TestContext.Current.CancellationToken);
        var client = onPort ? new HttpClient { BaseAddress = new Uri(app.Urls.First()) } : app.GetTestClient();
        client.Timeout = TimeSpan.FromMinutes(2);
        return new FeedServer(app, bank, quarantine, days, time, client);
    }

    public static string Line(string id, string account = "A1", long amount = 100) =>
        $$"""{"postingId":"{{id}}","account":"{{account}}","direction":"credit","amount":{{amount}},"currency":"CNY",""" + BookedAt;

    public Task<HttpResponseMessage> PostAsync(string path, string body, string type = MediaTypes.NdJson, string? encoding = null) =>
        PostAsync(path, Encoding.UTF8.GetBytes(body), type, encoding);

    public Task<HttpResponseMessage> PostAsync(string path, byte[] body, string type = MediaTypes.NdJson, string? encoding = null)
    {
        var content = new ByteArrayContent(body);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        if (encoding is not null) content.Headers.ContentEncoding.Add(encoding);
        return Client.PostAsync(new Uri(path, UriKind.Relative), content, TestContext.Current.CancellationToken);
    }

    public static async Task<JsonElement> ReadAsync(HttpResponseMessage response)
    {
        using var document = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        return document.RootElement.Clone();
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.StopAsync(CancellationToken.None);
        await _app.DisposeAsync();
    }
}
