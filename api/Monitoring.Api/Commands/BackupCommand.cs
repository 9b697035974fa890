using System.CommandLine;
using Monitoring.Api.Hosting;
using Monitoring.Silo.Stores;
using Monitoring.Silo.Stores.Backup;

namespace Monitoring.Api.Commands;

/// <summary><c>backup</c>: saves a data directory to a file, also while a server uses it.</summary>
internal static class BackupCommand
{
    public static Command Create(CommonOptions options, Dictionary<string, string?> configuration)
    {
        var command = new Command("backup", "Save the data to a file, also while the server runs.");
        var to = new Option<FileInfo>("--to") { Description = "File to write; it must not be there yet.", HelpName = "FILE", Required = true };
        command.Options.Add(to);
        command.SetAction((parsed, cancellationToken) =>
        {
            options.Apply(parsed, configuration);
            var settings = MonitoringSettings.Read(MonitoringApp.ConfigurationOf(configuration));
            RequireSqlite(settings.Store);
            var file = parsed.GetRequiredValue(to).FullName;
            var bytes = SqliteBackup.Save(settings.Store, file, cancellationToken);
            Console.WriteLine($"{file}: {bytes:N0} bytes.");
            return Task.FromResult(ExitCodes.Done);
        });
        return command;
    }

    /// <summary>PostgreSQL has its own tools, which silo/backup wraps.</summary>
    /// <exception cref="ConfigurationProblemsException">The books are not kept on SQLite.</exception>
    public static void RequireSqlite(StoreOptions store)
    {
        if (store.Kind == StoreKind.Sqlite) return;
        throw new ConfigurationProblemsException(
            ["Store:Kind: this is for SQLite. For PostgreSQL there are silo/backup/postgres-backup.sh and postgres-restore.sh."]);
    }
}
