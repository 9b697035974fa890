using Monitoring.Api.Tests.Support;

namespace Monitoring.Api.Tests.Hosting;

public sealed class RestartTests
{
    [Fact]
    public async Task An_account_declared_with_empty_lists_goes_on_after_a_restart()
    {
        using var folder = new TemporaryFolder();
        await using (var server = await TestServer.StartAsync(folder.Path))
        {
            await server.DeclareAsync([.. Bank.Branches, new
            {
                type = "account",
                id = "A1",
                branch = "B001",
                kind = "personalSavings",
                currency = "CNY",
                openedAt = "2020-01-05T09:00:00+08:00",
                openingBalance = 100,
                declaredCounterparties = Array.Empty<string>(),
                relatedStaff = Array.Empty<string>(),
            }]);
        }

        await using var back = await TestServer.StartAsync(folder.Path);
        await back.PostAsync(Bank.Posting("A1", 23));

        Assert.Equal(123, (await back.QueryAsync("{ account(id: \"A1\") { balance today { credits } } }")).Number("account.balance"));
    }
}
