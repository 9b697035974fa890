using Monitoring.Contracts.Feed;
using Monitoring.Contracts.Ledger;
using Monitoring.Grains.Grain;
using Monitoring.Simulation.Engine;
using Monitoring.Simulation.Platform;

namespace Monitoring.Simulation.Tests;

/// <summary>A grain that lives in two silos that know nothing of each other.</summary>
public sealed class SecondActivationTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 9, 0, 0, TimeSpan.FromHours(8));

    private readonly SqlitePlace _place = new(Directory.CreateTempSubdirectory("monitoring-second-").FullName);
    private readonly PlatformProcess _process;

    public SecondActivationTests()
    {
        var settings = new Settings(new SimRandom(1), Mutation.None, 1).WithoutFaults(silos: 2);
        _process = new PlatformProcess(_place, settings, Start, static () => false, static _ => { }, decide: null);
    }

    public void Dispose()
    {
        _process.Stop();
        _place.Dispose();
    }

    [Fact]
    public async Task A_posting_that_the_other_opened_the_account_with_is_known()
    {
        var (first, second) = await BothAwakeAsync("A");
        Assert.Equal(PostingVerdict.Accepted, (await first.PostAsync([Of("P-1", 500)]))[0].Verdict);
        var again = (await second.PostAsync([Of("P-1", 500)]))[0];
        Assert.Equal((PostingVerdict.Duplicate, 500L), (again.Verdict, again.Balance));
    }

    [Fact]
    public async Task A_posting_that_the_other_booked_is_known_and_can_be_reversed()
    {
        var (first, second) = await BothAwakeAsync("A");
        await first.PostAsync([Of("P-1", 500)]);
        await second.PostAsync([Of("P-2", 20)]);
        await first.PostAsync([Of("P-3", 7)]);
        var outcomes = await second.PostAsync([Of("P-3", 7), Of("R-1", -7, "P-3")]);
        Assert.Equal([PostingVerdict.Duplicate, PostingVerdict.Accepted], outcomes.Select(static outcome => outcome.Verdict));
        Assert.Equal(520, outcomes[1].Balance);
    }

    private async Task<(IAccountGrain First, IAccountGrain Second)> BothAwakeAsync(string account)
    {
        var grains = _process.Silos.ConvertAll(silo => silo.Grains.GetGrain<IAccountGrain>(account));
        foreach (var grain in grains) Assert.Null(await grain.GetFiguresAsync());
        return (grains[0], grains[1]);
    }

    private static Posting Of(string id, long signed, string? reversalOf = null)
    {
        var posting = new Posting
        {
            PostingId = id,
            Account = "A",
            Direction = signed > 0 ? Direction.Credit : Direction.Debit,
            Amount = Math.Abs(signed),
            Currency = "CNY",
            BookedAt = Start,
            BusinessDate = new DateOnly(2026, 3, 2),
            ReversalOf = reversalOf,
            Key = PostingKey.Of(id),
            ContentHash = 0,
        };
        return posting with { ContentHash = PostingContent.Hash(posting) };
    }
}
