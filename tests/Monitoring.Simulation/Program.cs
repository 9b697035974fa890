using System.Runtime.CompilerServices;
using Monitoring.Simulation.Engine;

namespace Monitoring.Simulation;

/// <summary>Runs seeds when asked for some, else the tests of this assembly.</summary>
internal static class Program
{
    public static int Main(string[] args)
    {
        if (!RunOptions.IsMeant(args)) return RunTests(args);
        var options = RunOptions.Parse(args);
        var failed = Pool.RunAsync(new Runner(options, Console.Out).RunAsync, onOneThread: options.StoreName == RunOptions.Sqlite)
            .GetAwaiter().GetResult();
        return failed == 0 ? 0 : 1;
    }

    /// <summary>Apart, so that a simulation loads nothing of it.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int RunTests(string[] args) => args.Any(static arg => arg is "-automated" or "@@")
        ? Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args).GetAwaiter().GetResult()
        : Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework
            .RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions).GetAwaiter().GetResult();
}
