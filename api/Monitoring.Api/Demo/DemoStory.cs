using System.Text.Json;

namespace Monitoring.Api.Demo;

/// <summary>
/// What a demonstration must remember to go on after a restart in the same data directory: how its bank is made, and how far its clock
/// came. The simulator repeats its postings, and the feed counts none of them twice.
/// </summary>
/// <param name="Start">First live instant.</param>
/// <param name="Seed">Seed of the bank.</param>
/// <param name="Now">The bank's clock when this was written.</param>
public sealed record DemoStory(DateTimeOffset Start, ulong Seed, DateTimeOffset Now)
{
    private const string FileName = "demo.json";

    /// <summary>Hour of the morning at which a new story begins: most of ordinary life is around then.</summary>
    private const int StartHour = 9;

    /// <summary>The story of a directory, or a new one that begins on the last weekday's morning.</summary>
    /// <exception cref="InvalidDataException">The directory's story cannot be read.</exception>
    public static DemoStory Open(string directory, ulong seed, DateTimeOffset worldNow, TimeZoneInfo zone)
    {
        var path = Path.Combine(directory, FileName);
        if (!File.Exists(path)) return New(seed, worldNow, zone);
        try
        {
            return JsonSerializer.Deserialize<DemoStory>(File.ReadAllText(path)) ?? throw new JsonException("It is empty.");
        }
        catch (JsonException exception)
        {
            throw new InvalidDataException($"{path} cannot be read: {exception.Message}", exception);
        }
    }

    /// <summary>Writes the story, whole or not at all.</summary>
    public void Save(string directory)
    {
        var path = Path.Combine(directory, FileName);
        var draft = path + ".new";
        File.WriteAllText(draft, JsonSerializer.Serialize(this));
        File.Move(draft, path, overwrite: true);
    }

    private static DemoStory New(ulong seed, DateTimeOffset worldNow, TimeZoneInfo zone)
    {
        var day = TimeZoneInfo.ConvertTime(worldNow, zone).Date;
        while (day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday) day = day.AddDays(-1);
        var local = day.AddHours(StartHour);
        var start = new DateTimeOffset(local, zone.GetUtcOffset(local));
        return new DemoStory(start, seed, start);
    }
}
