using System.Text.Json;
using Monitoring.Contracts.Alert;

namespace Monitoring.Models.Backtest;

/// <summary>Reads the cases of a label file, as <c>simulate</c> writes it.</summary>
public static class LabelFile
{
    /// <summary>What the labels say.</summary>
    /// <exception cref="InvalidDataException">A line has another form.</exception>
    public static KnownTruth Read(string path)
    {
        var troubles = new List<KnownTrouble>();
        var number = 0;
        foreach (var line in File.ReadLines(path))
        {
            number++;
            try
            {
                using var document = JsonDocument.Parse(line);
                var label = document.RootElement;
                if (label.GetProperty("type").GetString() != "case") continue;
                troubles.Add(new KnownTrouble(
                    label.GetProperty("pattern").GetString()!,
                    [.. label.GetProperty("accounts").EnumerateArray().Select(static account => account.GetString()!)],
                    label.GetProperty("from").GetDateTimeOffset(),
                    label.GetProperty("to").GetDateTimeOffset()));
            }
            catch (Exception broken) when (broken is JsonException or KeyNotFoundException or InvalidOperationException or FormatException)
            {
                throw new InvalidDataException($"{Path.GetFileName(path)}, line {number}: {broken.Message}", broken);
            }
        }

        return new KnownTruth(troubles, new HashSet<AlertId>(), IsComplete: true);
    }
}
