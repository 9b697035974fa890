using System.IO.Compression;
using Monitoring.Models.Simulation;

namespace Monitoring.Models.Commands;

/// <summary>Runs a simulator once, into files, into a summary, or both.</summary>
internal sealed class SimulationFiles(Simulator simulator, FeedFileFormat format, bool gzip, DateTimeOffset? until)
{
    private const int BufferBytes = 1 << 20;

    public SimulationSummary? Write(DirectoryInfo? folder, bool summarise)
    {
        var run = simulator.Start();
        var summary = summarise ? new SimulationSummary() : null;
        folder?.Create();
        using var labelStream = Open(folder, "labels", "ndjson");
        var labels = new LabelWriter(labelStream);
        WriteReference(run, folder, labels, summary);
        using (var postingStream = Open(folder, "postings", Extension))
        using (var postings = FeedWriter.Create(format, postingStream))
        {
            foreach (var posting in run.History().Concat(run.Live(until)))
            {
                postings.Write(posting);
                summary?.Add(posting);
                TakeCases(run, labels, summary);
            }
        }

        TakeCases(run, labels, summary);
        foreach (var happened in run.LifeEvents())
        {
            labels.Write(happened);
        }

        foreach (var receipts in run.Receipts())
        {
            labels.Write(receipts);
        }

        return summary;
    }

    private string Extension => format == FeedFileFormat.Csv ? "csv" : "ndjson";

    private static void TakeCases(SimulationRun run, LabelWriter labels, SimulationSummary? summary)
    {
        while (run.TryTakeCase(out var planted))
        {
            labels.Write(planted);
            summary?.Add(planted);
        }
    }

    private void WriteReference(SimulationRun run, DirectoryInfo? folder, LabelWriter labels, SimulationSummary? summary)
    {
        using var stream = Open(folder, "reference", Extension);
        using var writer = FeedWriter.Create(format, stream);
        foreach (var reference in run.Reference())
        {
            writer.Write(reference);
            if (reference is SimulatedAccount account)
            {
                labels.Write(account);
                summary?.Add(account);
            }
        }
    }

    private Stream Open(DirectoryInfo? folder, string name, string extension)
    {
        if (folder is null)
        {
            return Stream.Null;
        }

        string path = Path.Combine(folder.FullName, gzip ? $"{name}.{extension}.gz" : $"{name}.{extension}");
        var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, BufferBytes);
        return gzip ? new GZipStream(file, CompressionLevel.Fastest) : file;
    }
}
