using Microsoft.Extensions.Time.Testing;
using Monitoring.Silo.Feed.Dispatch;

namespace Monitoring.Silo.Tests.Feed;

public sealed class WaitingBudgetTests
{
    private static readonly TimeSpan Wait = TimeSpan.FromSeconds(10);

    private readonly FakeTimeProvider _time = new();

    [Fact]
    public async Task Who_asks_first_is_served_first_also_when_a_later_one_asks_for_less()
    {
        var budget = new WaitingBudget(10, _time);
        Assert.True(await budget.TryAcquireAsync(8, Wait, CancellationToken.None));
        var big = budget.TryAcquireAsync(5, Wait, CancellationToken.None).AsTask();
        var small = budget.TryAcquireAsync(1, Wait, CancellationToken.None).AsTask();
        Assert.False(small.IsCompleted);

        budget.Release(8);
        Assert.True(await big);
        Assert.True(await small);
        Assert.Equal(6, budget.Taken);
    }

    [Fact]
    public async Task Who_waits_too_long_gets_nothing_and_leaves_nothing_taken()
    {
        var budget = new WaitingBudget(2, _time);
        Assert.True(await budget.TryAcquireAsync(1, Wait, CancellationToken.None));
        var big = budget.TryAcquireAsync(2, Wait, CancellationToken.None).AsTask();
        var small = budget.TryAcquireAsync(1, Timeout.InfiniteTimeSpan, CancellationToken.None).AsTask();
        _time.Advance(Wait + TimeSpan.FromSeconds(1));

        Assert.False(await big);
        Assert.True(await small);
        Assert.Equal(2, budget.Taken);
    }

    [Fact]
    public async Task Who_gives_up_leaves_nothing_taken()
    {
        var budget = new WaitingBudget(1, _time);
        Assert.True(await budget.TryAcquireAsync(1, Wait, CancellationToken.None));
        using var giver = new CancellationTokenSource();
        var waiting = budget.TryAcquireAsync(1, Wait, giver.Token).AsTask();
        await giver.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);

        budget.Release(1);
        Assert.Equal(0, budget.Taken);
        Assert.False(await budget.TryAcquireAsync(1, TimeSpan.Zero, CancellationToken.None)
            && await budget.TryAcquireAsync(1, TimeSpan.Zero, CancellationToken.None));
    }

    [Fact]
    public void More_given_back_than_taken_is_a_defect_that_shows() =>
        Assert.Throws<InvalidOperationException>(() => new WaitingBudget(1, _time).Release(1));
}
