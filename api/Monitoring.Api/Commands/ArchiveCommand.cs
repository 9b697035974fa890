using System.CommandLine;
using System.Globalization;
using Monitoring.Api.Hosting;
using Monitoring.Silo.Stores;
using Monitoring.Silo.Stores.Archive;

namespace Monitoring.Api.Commands;

/// <summary>
/// <c>archive</c>: lists the parts of a journal on PostgreSQL, takes old ones out of it, or puts one back. Servers go on meanwhile.
/// </summary>
internal static class ArchiveCommand
{
    public static Command Create(CommonOptions options, Dictionary<string, string?> configuration)
    {
        var before = new Option<DateOnly?>("--before")
        {
            Description = "Archive the parts that were full before this day began in the bank's zone, as 2024-01-01.",
        };
        var attach = new Option<string?>("--attach") { Description = "Put this part back; its table must be there." };
        var command = new Command("archive", "List the parts of a journal on PostgreSQL, archive old ones, or put one back; servers go on meanwhile.")
        {
            before,
            attach,
        };
        command.SetAction((parsed, cancellationToken) =>
        {
            options.Apply(parsed, configuration);
            return RunAsync(configuration, parsed.GetValue(before), parsed.GetValue(attach), cancellationToken);
        });
        return command;
    }

    private static async Task<int> RunAsync(
        IReadOnlyDictionary<string, string?> configuration, DateOnly? before, string? attach, CancellationToken cancellationToken)
    {
        await using var app = MonitoringApp.Build(configuration, TimeProvider.System);
        var settings = app.Services.GetRequiredService<MonitoringSettings>();
        using var archive = JournalArchive.Open(settings.Store, TimeProvider.System, Console.Error.WriteLine);
        if (attach is not null) await AttachAsync(archive, attach, cancellationToken);
        else if (before is { } day) await ArchiveAsync(archive, StartOf(day, settings.Calendar.TimeZone), cancellationToken);
        foreach (var part in archive.Parts()) Console.WriteLine(Text(part));
        return ExitCodes.Done;
    }

    private static DateTimeOffset StartOf(DateOnly day, TimeZoneInfo zone)
    {
        var start = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(start, zone.GetUtcOffset(start));
    }

    private static async Task ArchiveAsync(JournalArchive archive, DateTimeOffset before, CancellationToken cancellationToken)
    {
        foreach (var part in archive.Parts().Where(part => part.CanBeArchived(before)))
        {
            var archived = await archive.ArchiveAsync(part, cancellationToken);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"archived {part.Name}: {archived.Entries:N0} entries are in table {archived.Table} ({archived.Bytes >> 20:N0} MiB), {archived.Kept:N0} stay. "
                + $"Save it (pg_dump --table={archived.Table} …), then drop it."));
        }
    }

    private static async Task AttachAsync(JournalArchive archive, string name, CancellationToken cancellationToken)
    {
        var part = archive.Parts().FirstOrDefault(part => part.Name == name) ?? throw new StoreException($"The journal has no part {name}.");
        await archive.AttachAsync(part, cancellationToken);
        Console.WriteLine($"attached {name}");
    }

    private static string Text(JournalPart part) => string.Create(
        CultureInfo.InvariantCulture,
        $"{part.Name}: positions {part.First:N0} to {part.Before - 1:N0}, {State(part)}");

    private static string State(JournalPart part) => part switch
    {
        { ArchivedAt: { } at } => $"archived at {at:u}",
        { EndedAt: { } at } => $"full since {at:u}",
        _ => "the last",
    };
}
