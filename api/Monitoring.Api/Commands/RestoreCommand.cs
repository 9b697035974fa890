using System.CommandLine;
using Monitoring.Api.Hosting;
using Monitoring.Silo.Stores.Backup;

namespace Monitoring.Api.Commands;

/// <summary><c>restore</c>: puts a backup into an empty data directory.</summary>
internal static class RestoreCommand
{
    public static Command Create(CommonOptions options, Dictionary<string, string?> configuration)
    {
        var command = new Command("restore", "Put a backup into a data directory that is empty or not there yet.");
        var from = new Option<FileInfo>("--from") { Description = "File that backup wrote.", HelpName = "FILE", Required = true };
        command.Options.Add(from);
        command.SetAction(parsed =>
        {
            options.Apply(parsed, configuration);
            var settings = MonitoringSettings.Read(MonitoringApp.ConfigurationOf(configuration));
            BackupCommand.RequireSqlite(settings.Store);
            var bytes = SqliteBackup.Restore(settings.Store, parsed.GetRequiredValue(from).FullName);
            Console.WriteLine($"{Path.GetFullPath(settings.Store.DataDirectory)}: {bytes:N0} bytes. Check it with verify before it is used.");
            return ExitCodes.Done;
        });
        return command;
    }
}
