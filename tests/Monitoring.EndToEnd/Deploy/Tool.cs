using Monitoring.EndToEnd.Support;

namespace Monitoring.EndToEnd.Deploy;

/// <summary>A program of others that a test needs.</summary>
internal static class Tool
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>The test is skipped where the program is missing, but in the gate, which installs it.</summary>
    public static void Require(string program, string package)
    {
        var isHere = IsHere(program);
        Assert.False(!isHere && Environment.GetEnvironmentVariable("CI") == "true", $"{program} is not installed (Debian: {package}).");
        Assert.SkipUnless(isHere, $"{program} is not installed (Debian: {package}).");
    }

    public static bool IsHere(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "")
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Any(folder => File.Exists(Path.Combine(folder, program)));

    /// <summary>Runs it to its end, which must be a good one.</summary>
    public static async Task<string> RunAsync(string folder, string program, params string[] arguments)
    {
        await using var run = ProcessRun.Start(program, arguments, folder);
        Assert.True(await run.ExitAsync(Patience) == 0, $"{program} {string.Join(' ', arguments)}\n{run.Output}");
        return run.Output;
    }
}
