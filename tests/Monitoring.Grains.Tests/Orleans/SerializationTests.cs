using Microsoft.Extensions.DependencyInjection;
using Monitoring.Contracts.Alert;
using Monitoring.Grains.Grain;
using Monitoring.Grains.Journal;
using Orleans.Serialization;

namespace Monitoring.Grains.Tests.Orleans;

/// <summary>What crosses processes only when something goes wrong, or at rest.</summary>
public sealed class SerializationTests : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddSerializer().BuildServiceProvider();

    public void Dispose() => _services.Dispose();

    [Fact]
    public void A_caller_in_another_process_sees_that_the_journal_could_not_be_written()
    {
        var failure = Assert.IsType<JournalUnavailableException>(Copy<Exception>(new JournalUnavailableException("A: not now", new IOException("disk"))));
        Assert.Equal("A: not now", failure.Message);
        Assert.Equal("disk", failure.InnerException?.Message);
    }

    [Fact]
    public void A_command_keeps_its_kind_and_what_all_commands_have()
    {
        AlertCommand command = new EscalateAlert(new AlertId(UInt128.MaxValue - 5), "li.si", "why", 3) { IfVersion = 7 };
        Assert.Equal(command, Copy(command));
        command = new CloseAlert(new AlertId(9), "li.si", null, AlertOutcome.FalsePositive);
        Assert.Equal(command, Copy(command));
        command = new DecideClose(new AlertId(9), "zhao.liu", null, Approve: true);
        Assert.Equal(command, Copy(command));
    }

    [Fact]
    public void A_snapshot_moves_with_its_grain()
    {
        var copy = Copy(new LedgerSnapshot { Sequence = 12, State = [1, 2, 3] });
        Assert.Equal(12, copy.Sequence);
        Assert.Equal([1, 2, 3], copy.State);
    }

    private T Copy<T>(T value)
        where T : class
    {
        var serializer = _services.GetRequiredService<Serializer>();
        return serializer.Deserialize<T>(serializer.SerializeToArray(value))!;
    }
}
