using Monitoring.Domain.Tests.Model;
using Monitoring.EndToEnd.Support;

namespace Monitoring.EndToEnd;

/// <summary>The same postings, each account's in the same order, give the same balances and alert ids however they are cut and sent.</summary>
public sealed class IdentityTests
{
    [Fact]
    public async Task Any_batching_and_any_number_of_senders_give_the_same_books_and_alerts()
    {
        var feed = SimulatedFeed.EveryRuleSmall(seed: 11);
        using var model = new TemporaryFolder();
        SmallModel.Write(model.Path, threshold: 0.4);
        var expected = await FeedAsync(feed, model.Path, int.MaxValue, senders: 1);
        foreach (var rule in (string[])["RAPID_ROUND_TRIP", "LUMP_IN_PIECEMEAL_OUT", "PIECEMEAL_IN_LUMP_OUT", "DORMANT_THEN_SUDDEN", "OVERDRAWN", "BALANCE_BREAK", "SELF_DEALING", "MODEL"])
        {
            Assert.Contains(expected.Alerts, alert => alert.StartsWith(rule, StringComparison.Ordinal));
        }

        foreach (var (size, senders) in ((int, int)[])[(7, 8), (1_000, 1), (1_000, 8)])
        {
            var books = await FeedAsync(feed, model.Path, size, senders);
            Assert.Equal(expected.Balances, books.Balances);
            Assert.Equal(expected.Alerts, books.Alerts);
            Assert.Equal(expected.BranchTotal, books.BranchTotal);
        }
    }

    private static async Task<Books> FeedAsync(SimulatedFeed feed, string model, int size, int senders)
    {
        using var folder = new TemporaryFolder();
        await using var server = await Server.StartAsync(folder.Path, $"--Model:Path={model}");
        await server.SendAsync("/feed/reference", feed.Reference);
        var accepted = await Task.WhenAll(feed.Batches(size, senders).Select(async bodies =>
        {
            var sum = 0;
            foreach (var body in bodies)
            {
                sum += (await server.SendAsync("/feed/postings", body)).GetProperty("accepted").GetInt32();
            }

            return sum;
        }));
        Assert.Equal(feed.Postings.Count, accepted.Sum());
        return await Books.ReadAsync(server);
    }
}
