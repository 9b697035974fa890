using System.Globalization;
using Monitoring.EndToEnd.Support;

namespace Monitoring.EndToEnd.Faults;

/// <summary>Signals to processes that the tests started.</summary>
internal static class Signals
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Holds a process for a while, as an overloaded or moved machine does.</summary>
    public static async Task PauseAsync(IReadOnlyList<int> processes, TimeSpan time)
    {
        await SendAsync("-STOP", processes);
        try
        {
            await Task.Delay(time);
        }
        finally
        {
            await SendAsync("-CONT", processes);
        }
    }

    private static async Task SendAsync(string signal, IReadOnlyList<int> processes)
    {
        await using var kill = ProcessRun.Start("kill", [signal, .. processes.Select(static id => id.ToString(CultureInfo.InvariantCulture))]);
        Assert.Equal(0, await kill.ExitAsync(Patience));
    }
}
