using Microsoft.Extensions.Time.Testing;
using Monitoring.Silo.Feed.Dispatch;

namespace Monitoring.Silo.Tests.Feed;

public sealed class SenderWindowTests
{
    [Fact]
    public async Task What_ends_just_when_the_time_is_up_has_ended()
    {
        // Which of the two is noticed first is left to the threads; both ways it has ended.
        for (var i = 0; i < 500; i++)
        {
            var time = new FakeTimeProvider();
            var window = new SenderWindow(new WaitingBudget(1, time), 1, TimeSpan.Zero, TimeSpan.FromSeconds(1), time);
            var finished = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            var ended = window.TryFinishAsync(finished.Task).AsTask();
            finished.SetResult();
            time.Advance(TimeSpan.FromSeconds(1));
            Assert.True(await ended);
        }
    }
}
