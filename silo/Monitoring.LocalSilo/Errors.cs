using Orleans.Runtime;

namespace Monitoring.LocalSilo;

internal static class Errors
{
    internal static InvalidOperationException NullTask(Orleans.Grain grain) =>
        new($"A method of {grain.GetType().Name} returned null in place of a task.");

    internal static SiloUnavailableException Stopping(string grain) =>
        new($"The silo is stopping and takes no new call; the call to {grain} was not begun.");
}
