using System.Text;
using Microsoft.Playwright;
using Monitoring.EndToEnd.Support;

namespace Monitoring.EndToEnd;

/// <summary>What a risk officer sees, in a real browser.</summary>
public sealed class BrowserTests
{
    private const string Chromium = "/usr/bin/chromium";

    // Generous: a loaded machine is slow, a broken page never gets there.
    private const float Patience = 60_000;

    private static readonly string[] Flags =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    [Fact]
    public async Task An_alert_shows_without_a_reload_and_leads_to_its_account()
    {
        Assert.SkipUnless(File.Exists(Chromium), $"{Chromium} is not installed.");
        using var folder = new TemporaryFolder();
        await using var server = await Server.StartAsync(folder.Path);
        await DeclareAsync(server);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = Flags });
        var page = await browser.NewPageAsync(new() { ViewportSize = new() { Width = 1366, Height = 768 }, Locale = "en-GB" });
        page.SetDefaultTimeout(Patience);
        await page.GotoAsync(server.Address.ToString());
        await Assertions.Expect(page.GetByTestId("connection-state")).ToHaveAttributeAsync("data-state", "live", new() { Timeout = Patience });
        await Assertions.Expect(page.GetByTestId("alert-row")).ToHaveCountAsync(0);
        // Set on this document only: still there afterwards means that the page was never loaded again.
        await page.EvaluateAsync("window.sameDocument = true");

        await PostAsync(server, "P-1", "debit", 12_345, "2026-03-02T10:00:00+08:00");

        var row = page.Locator("[data-testid=alert-row][data-rule=OVERDRAWN]");
        await Assertions.Expect(row).ToHaveCountAsync(1, new() { Timeout = Patience });
        Assert.True(await page.EvaluateAsync<bool>("window.sameDocument === true"));
        await row.GetByTestId("account-link").ClickAsync();
        await Assertions.Expect(page.GetByTestId("account-balance").First).ToHaveAttributeAsync("data-minor", "-12345", new() { Timeout = Patience });
        await Assertions.Expect(page.GetByTestId("balance-chart")).ToBeVisibleAsync(new() { Timeout = Patience });
        await Assertions.Expect(page.GetByTestId("posting-row")).ToHaveCountAsync(1);

        await PostAsync(server, "P-2", "credit", 20_000, "2026-03-02T11:00:00+08:00");
        await PostAsync(server, "P-3", "debit", 50_000, "2026-03-02T12:00:00+08:00");
        await page.GoBackAsync();
        await row.GetByTestId("alert-open").Or(row).First.ClickAsync();
        await Assertions.Expect(page.GetByTestId("alert-evidence")).ToContainTextAsync("P-3", new() { Timeout = Patience });
    }

    [Fact]
    public async Task The_page_says_when_the_connection_is_lost()
    {
        Assert.SkipUnless(File.Exists(Chromium), $"{Chromium} is not installed.");
        using var folder = new TemporaryFolder();
        await using var server = await Server.StartAsync(folder.Path);
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Chromium, Args = Flags });
        var page = await browser.NewPageAsync();
        await page.GotoAsync(server.Address.ToString());
        var state = page.GetByTestId("connection-state");
        await Assertions.Expect(state).ToHaveAttributeAsync("data-state", "live", new() { Timeout = Patience });
        await server.KillAsync();
        await Assertions.Expect(state).ToHaveAttributeAsync("data-state", "lost", new() { Timeout = Patience });
    }

    private static async Task DeclareAsync(Server server)
    {
        var answer = await server.SendAsync("/feed/reference", Encoding.UTF8.GetBytes("""
            {"type":"branch","id":"B001","name":"East Gate"}
            {"type":"account","id":"6217000000000001","branch":"B001","kind":"personalSavings","currency":"CNY","openedAt":"2020-01-05T09:00:00+08:00","openedBy":"marketed","openingBalance":0}
            """));
        Assert.Equal(2, answer.GetProperty("accepted").GetInt32());
    }

    private static async Task PostAsync(Server server, string id, string direction, long amount, string bookedAt)
    {
        var answer = await server.SendAsync("/feed/postings", Encoding.UTF8.GetBytes(
            $$"""{"postingId":"{{id}}","account":"6217000000000001","direction":"{{direction}}","amount":{{amount}},"currency":"CNY","bookedAt":"{{bookedAt}}"}"""));
        Assert.Equal(1, answer.GetProperty("accepted").GetInt32());
    }
}
