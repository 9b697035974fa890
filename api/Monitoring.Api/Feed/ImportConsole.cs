using System.Globalization;
using Monitoring.Silo.Feed;

namespace Monitoring.Api.Feed;

/// <summary>
/// What an import shows: totals on one stream; on the other progress, a bar on a terminal and plain lines else, and rejections.
/// </summary>
internal sealed class ImportConsole(TextWriter output, TextWriter error, bool isTerminal, TimeProvider time)
{
    /// <summary>Rejections shown of a file; all of them are in quarantine.</summary>
    private const int RejectionsShown = 20;

    private const int BarWidth = 30;

    /// <summary>Pause between two drawings of the bar: smooth to the eye, nothing to the import.</summary>
    private static readonly TimeSpan BarPause = TimeSpan.FromMilliseconds(200);

    /// <summary>Pause between two plain lines: a log of some hours stays readable.</summary>
    private static readonly TimeSpan LinePause = TimeSpan.FromSeconds(5);

    private long _shownAt;
    private int _shownLength;

    public void Say(string text) => output.WriteLine(text);

    public void Complain(string text)
    {
        EndProgress();
        error.WriteLine(text);
    }

    /// <summary>A file's progress; shown now and then.</summary>
    public void Progress(string name, long read, long length)
    {
        var now = time.GetTimestamp();
        if (_shownAt != 0 && time.GetElapsedTime(_shownAt, now) < (isTerminal ? BarPause : LinePause)) return;
        _shownAt = now;
        var share = length == 0 ? 1 : Math.Clamp(read / (double)length, 0, 1);
        if (!isTerminal)
        {
            error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: {share:P0}"));
            return;
        }

        var filled = (int)(share * BarWidth);
        var line = string.Create(
            CultureInfo.InvariantCulture, $"\r{name} [{new string('#', filled)}{new string('.', BarWidth - filled)}] {share,5:P0}");
        error.Write(line.PadRight(_shownLength));
        _shownLength = line.Length;
    }

    /// <summary>Takes the bar away.</summary>
    public void EndProgress()
    {
        if (_shownLength > 0) error.Write($"\r{new string(' ', _shownLength)}\r");
        _shownLength = 0;
        _shownAt = 0;
    }

    /// <summary>What became of a file.</summary>
    public void Report(string name, ImportOutcome outcome, TimeSpan elapsed)
    {
        EndProgress();
        foreach (var rejection in outcome.Rejections.Take(RejectionsShown)) error.WriteLine(Describe(name, rejection));
        if (outcome.Rejected > RejectionsShown)
        {
            error.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{name}: {outcome.Rejected - RejectionsShown:N0} more rejected; all are in quarantine."));
        }

        if (!outcome.IsComplete) error.WriteLine($"{name}: {outcome.Message}");
        var records = outcome.Accepted + outcome.Duplicates + outcome.Rejected;
        var rate = records / Math.Max(elapsed.TotalSeconds, 0.001);
        output.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{name}: {outcome.Accepted:N0} accepted, {outcome.Duplicates:N0} duplicates, {outcome.Rejected:N0} rejected "
            + $"({elapsed.TotalSeconds:N1} s, {rate:N0} a second)"));
    }

    private static string Describe(string name, FeedRejection rejection)
    {
        var id = rejection.RecordId is null ? "" : $" {rejection.RecordId}";
        return string.Create(CultureInfo.InvariantCulture, $"{name}:{rejection.Line}:{id} {rejection.Code}: {rejection.Message}");
    }
}
