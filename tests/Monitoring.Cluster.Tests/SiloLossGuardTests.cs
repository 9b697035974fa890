using Microsoft.Extensions.Time.Testing;
using Monitoring.Silo.Hosting.Cluster;

namespace Monitoring.Cluster.Tests;

public sealed class SiloLossGuardTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly List<TaskCompletionSource<int>> _calls = [];
    private volatile bool _canBeMade = true;

    [Fact]
    public async Task A_call_whose_silo_died_is_made_again_and_answered_by_another()
    {
        var guard = new SiloLossGuard(_time);
        var answer = guard.CallAsync(CallAsync);
        guard.Lost();
        _time.Advance(TimeSpan.FromSeconds(0.5));
        await MadeAsync(2);
        _calls[1].SetResult(7);
        Assert.Equal(7, await answer);
        Assert.Equal(0, guard.Pending);
    }

    [Fact]
    public async Task A_call_that_fails_after_a_loss_is_answered_by_the_one_made_again()
    {
        var guard = new SiloLossGuard(_time);
        var answer = guard.CallAsync(CallAsync);
        guard.Lost();
        _time.Advance(TimeSpan.FromSeconds(0.5));
        await MadeAsync(2);
        _calls[0].SetException(new TimeoutException());
        _calls[1].SetResult(7);
        Assert.Equal(7, await answer);
    }

    [Fact]
    public async Task Without_a_loss_a_call_is_made_once_and_fails_as_it_fails()
    {
        var guard = new SiloLossGuard(_time);
        var answer = guard.CallAsync(CallAsync);
        _time.Advance(TimeSpan.FromMinutes(1));
        _calls[0].SetException(new TimeoutException());
        await Assert.ThrowsAsync<TimeoutException>(() => answer);
        Assert.Single(_calls);
        Assert.Equal(0, guard.Pending);
    }

    [Fact]
    public async Task A_call_that_cannot_be_made_at_all_has_failed()
    {
        var guard = new SiloLossGuard(_time);
        var answer = guard.CallAsync<int>(static () => throw new TimeoutException());
        await Assert.ThrowsAsync<TimeoutException>(() => answer);
        Assert.Equal(0, guard.Pending);
    }

    [Fact]
    public async Task A_call_that_cannot_be_made_again_fails_with_the_first()
    {
        var guard = new SiloLossGuard(_time);
        var answer = guard.CallAsync(CallAsync);
        _canBeMade = false;
        guard.Lost();
        _time.Advance(TimeSpan.FromSeconds(0.5));
        await MadeAsync(2);
        _calls[0].SetException(new TimeoutException());
        await Assert.ThrowsAsync<TimeoutException>(() => answer);
        Assert.Equal(0, guard.Pending);
    }

    private Task<int> CallAsync()
    {
        var made = new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_calls) _calls.Add(made);
        return _canBeMade ? made.Task : throw new InvalidOperationException("No silo is known.");
    }

    /// <summary>Waits until so many calls were made.</summary>
    private async Task MadeAsync(int count)
    {
        while (true)
        {
            lock (_calls)
            {
                if (_calls.Count >= count) return;
            }

            await Task.Yield();
        }
    }
}
