using System.CommandLine;
using Monitoring.Api.Hosting;
using Monitoring.Silo.Stores;
using Monitoring.Silo.Stores.Verify;

namespace Monitoring.Api.Commands;

/// <summary><c>verify</c>: checks a data directory that no server uses against its own journal.</summary>
internal static class VerifyCommand
{
    public static Command Create(CommonOptions options, Dictionary<string, string?> configuration)
    {
        var command = new Command("verify", "Check the data against its journal. Exit code 1 if anything contradicts.");
        command.SetAction((parsed, cancellationToken) =>
        {
            options.Apply(parsed, configuration);
            return RunAsync(configuration, cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(IReadOnlyDictionary<string, string?> configuration, CancellationToken cancellationToken)
    {
        await using var app = MonitoringApp.Build(configuration, TimeProvider.System);
        var store = app.Services.GetRequiredService<MonitoringSettings>().Store;
        if (store.Kind == StoreKind.Sqlite && !Directory.Exists(store.DataDirectory))
        {
            throw new DirectoryNotFoundException($"There is no data in {Path.GetFullPath(store.DataDirectory)}.");
        }

        var report = await app.Services.GetRequiredService<IStoreVerifier>().VerifyAsync(cancellationToken);
        foreach (var finding in report.Findings) await Console.Error.WriteLineAsync($"{finding.Kind}: {finding.Detail}");
        var verdict = report.IsSound ? "nothing contradicts" : $"{report.FindingCount:N0} contradictions";
        var archived = report.ArchivedParts == 0 ? "" : $" ({report.ArchivedParts} archived parts of the journal were not read)";
        Console.WriteLine($"{report.Entries:N0} entries, {report.Postings:N0} postings, {report.Grains:N0} grains{archived}: {verdict}.");
        return report.IsSound ? ExitCodes.Done : ExitCodes.Failed;
    }
}
