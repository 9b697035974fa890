using System.Globalization;
using System.Runtime.InteropServices;

namespace Monitoring.TestServers;

/// <summary>Processes as Linux tells them under <c>/proc</c>, and signals to them.</summary>
internal static partial class ProcessTable
{
    public const int SignalInterrupt = 2;
    public const int SignalQuit = 3;
    public const int SignalKill = 9;
    public const int SignalContinue = 18;
    public const int SignalStop = 19;

    private const int StateField = 0;
    private const int ParentField = 1;

    /// <summary>User and system time of the process itself, then of its children that have ended.</summary>
    private const int FirstTimeField = 11;
    private const int TimeFieldCount = 4;

    /// <summary>Clock ticks a second, fixed in the interface of every Linux that .NET runs on.</summary>
    private const double TicksPerSecond = 100;

    /// <summary>Processes that live and whose parent is this one.</summary>
    public static int[] ChildrenOf(int parent) =>
    [
        .. from folder in Directory.GetDirectories("/proc")
           let id = int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0
           where id > 0 && Fields(id) is { } fields && fields[ParentField] == parent.ToString(CultureInfo.InvariantCulture) && Lives(fields)
           select id,
    ];

    /// <summary>Whether a process runs or is stopped; not when it ended and only waits to be asked for its exit code.</summary>
    public static bool Lives(int id) => Fields(id) is { } fields && Lives(fields);

    /// <summary>Whether a process is stopped, or gone.</summary>
    public static bool IsStopped(int id) => Fields(id) is not { } fields || fields[StateField] == "T" || !Lives(fields);

    /// <summary>Processor time of a process and of its children that have ended, seconds; 0 when it is gone.</summary>
    public static double CpuSeconds(int id) =>
        Fields(id) is { } fields
            ? fields.Skip(FirstTimeField).Take(TimeFieldCount)
                .Sum(static text => long.Parse(text, CultureInfo.InvariantCulture)) / TicksPerSecond
            : 0;

    /// <summary>Sends a signal; a process that is gone is none the worse.</summary>
    public static void Signal(int id, int signal) => _ = Kill(id, signal);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int id, int signal);

    private static bool Lives(string[] fields) => fields[StateField] is not ("Z" or "X");

    /// <summary>Fields of <c>/proc/ID/stat</c> after the name, which may hold anything.</summary>
    private static string[]? Fields(int id)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{id}/stat");
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null;
        }
    }
}
