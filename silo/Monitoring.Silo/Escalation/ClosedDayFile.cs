using System.Globalization;
using System.Text;

namespace Monitoring.Silo.Escalation;

/// <summary>
/// The file in the data directory in which earlier versions kept the day that the clock closed last, before the store did; taken over once.
/// Used by one caller at a time.
/// </summary>
public sealed class ClosedDayFile(string directory)
{
    private const string FileName = "clock.txt";
    private const string Format = "yyyy-MM-dd";

    private string FilePath => Path.Combine(directory, FileName);

    /// <summary>The day in the file; <c>null</c> when there is none.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public DateOnly? Read()
    {
        if (!File.Exists(FilePath)) return null;
        return DateOnly.TryParseExact(
            File.ReadAllText(FilePath).Trim(), Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw new InvalidDataException($"{FilePath} holds no date as 2026-11-22.");
    }

    /// <summary>Remembers a day, whole or not at all.</summary>
    public void Write(DateOnly day) => WriteText(day.ToString(Format, CultureInfo.InvariantCulture));

    /// <summary>Removes it, once the store has the day.</summary>
    public void Remove() => File.Delete(FilePath);

    /// <summary>What is remembered, as it stands; <c>null</c> for nothing.</summary>
    internal string? ReadText() => File.Exists(FilePath) ? File.ReadAllText(FilePath) : null;

    /// <summary>Remembers what another one remembered.</summary>
    internal void WriteText(string text)
    {
        Directory.CreateDirectory(directory);
        var draft = FilePath + ".new";
        using (var file = new FileStream(draft, FileMode.Create))
        {
            file.Write(Encoding.UTF8.GetBytes(text));
            file.Flush(flushToDisk: true);
        }

        File.Move(draft, FilePath, overwrite: true);
    }
}
