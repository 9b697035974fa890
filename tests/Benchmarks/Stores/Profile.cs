using System.Diagnostics;
using System.Globalization;
using System.Text;
using Monitoring.Benchmarks.Shared;

namespace Monitoring.Benchmarks.Stores;

/// <summary>
/// Where a server's processor time goes, by sampling it with Linux' <c>perf</c>: each sample belongs to the part whose code is innermost
/// on its stack. Without <c>perf</c> there is nothing to tell.
/// </summary>
internal sealed class Profile : IDisposable
{
    private const int SamplesPerSecond = 199;
    private const string Rest = "HTTP and the rest of the runtime";

    /// <summary>Threads that do one thing only; names are cut by Linux to 15 letters.</summary>
    private static readonly (string Thread, string Part)[] Threads =
    [
        ("Journal writer", "commit: the journal's writer"),
        ("Journal checkpo", "commit: SQLite's checkpoints"),
        ("Journal reader", "look-ups: the journal's reader"),
        (".NET Server GC", "garbage collection"),
        (".NET BGC", "garbage collection"),
    ];

    private static readonly (string Code, string Part)[] Codes =
    [
        ("Monitoring.Silo.Feed.Parsing", "parse"),
        ("Monitoring.Domain.", "detect: rules, model, state"),
        ("Monitoring.Silo.Journal.Alert", "publish"),
        ("Monitoring.GraphQL", "publish"),
        ("Monitoring.Silo.Journal", "commit: handing over and answers"),
        ("Monitoring.Silo.Stores", "commit: handing over and answers"),
        ("Monitoring.Grains.", "grain: calls, batches, commits built"),
        ("Monitoring.LocalSilo", "grain: calls, batches, commits built"),
        ("Monitoring.Silo.Feed", "dispatch: lanes, windows, answers"),
        ("libclrjit", "compiling"),
        ("libclrgc", "garbage collection"),
        ("WKS::", "garbage collection"),
        ("SVR::", "garbage collection"),
    ];

    private readonly Process? _perf;
    private readonly string _file;

    private Profile(Process? perf, string file) => (_perf, _file) = (perf, file);

    /// <summary>
    /// Settings under which the runtime tells <c>perf</c> the names of its methods, and keeps their code where <c>perf</c> looks for it.
    /// </summary>
    public static string[] Settings { get; } = ["DOTNET_PerfMapEnabled=1", "DOTNET_EnableWriteXorExecute=0"];

    /// <summary>Starts to sample.</summary>
    public static Profile Start(int process)
    {
        var file = Path.GetTempFileName();
        try
        {
            string[] arguments =
                ["record", "-q", "-F", SamplesPerSecond.ToString(CultureInfo.InvariantCulture), "-g", "-o", file, "-p", process.ToString(CultureInfo.InvariantCulture)];
            return new Profile(Process.Start(new ProcessStartInfo("perf", arguments) { RedirectStandardError = true }), file);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return new Profile(null, file);
        }
    }

    /// <summary>Ends it and tells the parts.</summary>
    /// <param name="cpu">Processor time a posting in the same time, microseconds.</param>
    public async Task<string> EndAsync(double cpu)
    {
        if (_perf is null) return "  perf is not installed here: nothing is known.";
        using (var stop = Process.Start("kill", ["-INT", _perf.Id.ToString(CultureInfo.InvariantCulture)])) await stop.WaitForExitAsync();
        await _perf.WaitForExitAsync();
        var counts = await CountAsync();
        var all = Math.Max(1, counts.Values.Sum());
        var text = new StringBuilder();
        foreach (var (part, count) in counts.OrderByDescending(static pair => pair.Value))
        {
            var share = (double)count / all;
            text.AppendLine(Report.Text($"  {part,-40}{share,6:P0}{share * cpu,8:F1} us"));
        }

        return text.Append(Report.Text($"  ({all:N0} samples)")).ToString();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_perf is { HasExited: false }) _perf.Kill();
        _perf?.Dispose();
        File.Delete(_file);
    }

    private static string PartOf(string thread, List<string> stack)
    {
        foreach (var (name, part) in Threads)
        {
            if (thread.StartsWith(name, StringComparison.Ordinal)) return part;
        }

        foreach (var frame in stack)
        {
            foreach (var (code, part) in Codes)
            {
                if (frame.Contains(code, StringComparison.Ordinal)) return part;
            }
        }

        return Rest;
    }

    private async Task<Dictionary<string, int>> CountAsync()
    {
        var start = new ProcessStartInfo("perf", ["script", "-i", _file, "-F", "comm,ip,sym,dso"]) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var script = Process.Start(start)!;
        script.ErrorDataReceived += static (_, _) => { };
        script.BeginErrorReadLine();
        var counts = new Dictionary<string, int>();
        var (thread, stack) = ("", new List<string>());
        while (await script.StandardOutput.ReadLineAsync() is { } line)
        {
            if (line.Length == 0) Take();
            else if (char.IsWhiteSpace(line[0]) && stack.Count + thread.Length > 0) stack.Add(line);
            else thread = line.Trim();
        }

        Take();
        await script.WaitForExitAsync();
        return counts;

        void Take()
        {
            if (thread.Length > 0)
            {
                var part = PartOf(thread, stack);
                counts[part] = counts.GetValueOrDefault(part) + 1;
            }

            (thread, stack) = ("", []);
        }
    }
}
