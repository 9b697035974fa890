namespace Monitoring.EndToEnd.Faults;

/// <summary>The gate between senders and the auditor.</summary>
public sealed class SendGateTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_hold_comes_when_the_bodies_under_way_are_acknowledged_though_their_senders_have_more()
    {
        var gate = new SendGate();
        var first = await gate.EnterAsync(Cancellation);
        var second = await gate.EnterAsync(Cancellation);
        var holding = gate.HoldAsync(Cancellation);
        Assert.False(holding.IsCompleted);
        first.Dispose();
        // The first comes back for its next body before the second is done.
        var again = gate.EnterAsync(Cancellation);
        Assert.False(holding.IsCompleted);
        second.Dispose();
        var held = await holding.WaitAsync(Patience, Cancellation);
        Assert.False(again.IsCompleted);
        held.Dispose();
        (await again.WaitAsync(Patience, Cancellation)).Dispose();
    }

    [Fact]
    public async Task A_hold_that_is_given_up_lets_the_senders_go_on()
    {
        var gate = new SendGate();
        var body = await gate.EnterAsync(Cancellation);
        using var stop = new CancellationTokenSource();
        var holding = gate.HoldAsync(stop.Token);
        var waiting = gate.EnterAsync(Cancellation);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => holding);
        (await waiting.WaitAsync(Patience, Cancellation)).Dispose();
        body.Dispose();
        (await gate.HoldAsync(Cancellation).WaitAsync(Patience, Cancellation)).Dispose();
    }

    [Fact]
    public async Task Senders_wait_for_the_last_of_two_holds()
    {
        var gate = new SendGate();
        var (first, second) = (await gate.HoldAsync(Cancellation), await gate.HoldAsync(Cancellation));
        var waiting = gate.EnterAsync(Cancellation);
        first.Dispose();
        Assert.False(waiting.IsCompleted);
        second.Dispose();
        (await waiting.WaitAsync(Patience, Cancellation)).Dispose();
    }
}
