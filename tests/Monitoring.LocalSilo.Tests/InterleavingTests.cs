namespace Monitoring.LocalSilo.Tests;

public sealed class InterleavingTests
{
    [Fact]
    public async Task A_reentrant_grain_begins_the_next_call_while_one_awaits()
    {
        await using var silo = new TestSilo();
        var (grain, gate) = (silo.Get<IReentrantGrain>(), new Gate());
        var first = grain.Run(async _ => await gate.Opened);
        await grain.Run(static _ => Task.CompletedTask).Within();
        Assert.False(first.IsCompleted);
        gate.Open();
        await first.Within();
    }

    [Fact]
    public async Task A_reentrant_grain_may_call_itself_and_await_the_answer()
    {
        await using var silo = new TestSilo();
        var answer = await silo.Get<IReentrantGrain>("r").Ask(
            static self => self.Factory.GetGrain<IReentrantGrain>("r").Ask(static _ => Task.FromResult("inner"))).Within();
        Assert.Equal("inner", answer);
    }

    [Fact]
    public async Task An_interleaving_method_begins_while_a_call_awaits_and_a_common_one_does_not()
    {
        await using var silo = new TestSilo();
        var (grain, gate) = (silo.Grain(), new Gate());
        var first = grain.Run(async _ => await gate.Opened);
        var common = grain.Run(static _ => Task.CompletedTask);
        await grain.RunInterleaved(static async _ => await Task.Yield()).Within();
        await grain.PassedBy();
        Assert.False(common.IsCompleted);
        gate.Open();
        await Task.WhenAll(first, common).Within();
    }

    [Fact]
    public async Task A_common_method_begins_while_only_an_interleaving_one_awaits()
    {
        await using var silo = new TestSilo();
        var (grain, gate) = (silo.Grain(), new Gate());
        var interleaved = grain.RunInterleaved(async _ => await gate.Opened);
        await grain.Run(static _ => Task.CompletedTask).Within();
        Assert.False(interleaved.IsCompleted);
        gate.Open();
        await interleaved.Within();
    }

    [Fact]
    public async Task Read_only_methods_interleave_with_each_other_alone()
    {
        await using var silo = new TestSilo();
        var (grain, reading, writing) = (silo.Grain(), new Gate(), new Gate());
        var reader = grain.RunReadOnly(async _ => await reading.Opened);
        var writer = grain.Run(async _ => await writing.Opened);
        await grain.RunReadOnly(static _ => Task.CompletedTask).Within();
        await grain.PassedBy();
        reading.Open();
        await reader.Within();

        var late = grain.RunReadOnly(static _ => Task.CompletedTask);
        await grain.PassedBy();
        Assert.False(writer.IsCompleted);
        Assert.False(late.IsCompleted);
        writing.Open();
        await Task.WhenAll(writer, late).Within();
    }

    [Fact]
    public async Task A_writer_waits_for_the_last_of_several_readers()
    {
        await using var silo = new TestSilo();
        var (grain, first, second) = (silo.Grain(), new Gate(), new Gate());
        var one = grain.RunReadOnly(async _ => await first.Opened);
        var two = grain.RunReadOnly(async _ => await second.Opened);
        var writer = grain.Run(static _ => Task.CompletedTask);
        await grain.PassedBy();
        first.Open();
        await one.Within();
        await grain.PassedBy();
        Assert.False(writer.IsCompleted);
        second.Open();
        await Task.WhenAll(two, writer).Within();
    }

    [Fact]
    public async Task Readers_that_waited_for_a_writer_all_begin_when_it_has_ended()
    {
        await using var silo = new TestSilo();
        var (grain, writing, reading) = (silo.Grain(), new Gate(), new Gate());
        var inside = 0;
        var writer = grain.Run(async _ => await writing.Opened);
        var readers = Enumerable.Range(0, 5).Select(_ => grain.RunReadOnly(async _ =>
        {
            if (++inside == 5)
            {
                reading.Open();
            }

            await reading.Opened;
        })).ToArray();
        await grain.PassedBy();
        Assert.Equal(0, inside);
        writing.Open();
        await writer.Within();
        await Task.WhenAll(readers).Within();
    }

    [Fact]
    public async Task Interleaving_calls_that_came_during_activation_pass_those_that_wait()
    {
        await using var silo = new TestSilo();
        var (activating, gate) = (new Gate(), new Gate());
        silo.Script.OnActivate = async (_, _) => await activating.Opened;
        var grain = silo.Grain();
        var first = grain.Run(async _ => await gate.Opened);
        var second = grain.Run(static _ => Task.CompletedTask);
        var passing = grain.RunInterleaved(static _ => Task.CompletedTask);
        activating.Open();
        await passing.Within();
        Assert.False(first.IsCompleted || second.IsCompleted);
        gate.Open();
        await Task.WhenAll(first, second).Within();
    }
}
