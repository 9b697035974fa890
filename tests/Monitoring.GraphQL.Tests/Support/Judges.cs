using System.Diagnostics;

namespace Monitoring.GraphQL.Tests.Support;

/// <summary>Runs the npm packages that judge us. Without Node.js the tests that need them are skipped.</summary>
internal static class Judges
{
    private static readonly Lazy<string?> Missing = new(Prepare);

    /// <summary>The folder of the judges' scripts.</summary>
    public static string Folder { get; } = FindFolder();

    public static void Require() => Assert.SkipWhen(Missing.Value is not null, Missing.Value ?? "");

    /// <summary>Runs a script and gives what it printed; fails the test when it fails.</summary>
    public static async Task<string> RunAsync(string script, params string[] arguments)
    {
        var (code, output) = await StartAsync("node", [script, .. arguments]);
        Assert.True(code == 0, $"{script} ended with {code}:\n{output}");
        return output;
    }

    private static string? Prepare()
    {
        try
        {
            if (StartAsync("node", ["--version"]).GetAwaiter().GetResult().Code != 0) return "Node.js does not run here.";
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return "Node.js 20 or newer is not installed; the judges from npm cannot run.";
        }
        var stamp = Path.Combine(Folder, "node_modules", ".package-lock.json");
        if (File.Exists(stamp) && File.GetLastWriteTimeUtc(stamp) >= File.GetLastWriteTimeUtc(Path.Combine(Folder, "package-lock.json"))) return null;
        var (code, output) = StartAsync("npm", ["ci", "--no-audit", "--no-fund"]).GetAwaiter().GetResult();
        return code == 0 ? null : $"npm ci failed for the judges:\n{output}";
    }

    private static async Task<(int Code, string Output)> StartAsync(string program, string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = Folder, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        using var limit = new CancellationTokenSource(TimeSpan.FromMinutes(5));
        try
        {
            await process.WaitForExitAsync(limit.Token);
        }
        catch (OperationCanceledException)
        {
            process.Kill(true);
            throw new TimeoutException($"{program} {string.Join(' ', arguments)} did not end in time.");
        }
        return (process.ExitCode, await output + await errors);
    }

    private static string FindFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var found = Path.Combine(folder.FullName, "tests", "Monitoring.GraphQL.Tests", "judges");
            if (Directory.Exists(found)) return found;
        }
        throw new DirectoryNotFoundException("The judges' folder is not above the tests' output.");
    }
}
