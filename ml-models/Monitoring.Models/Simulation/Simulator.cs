namespace Monitoring.Models.Simulation;

/// <summary>
/// A seeded simulator of a rural bank: ordinary lives, and planted cases that a monitor should find. Same options, same bank,
/// to the byte, on every machine. Thread-safe: each run has books of its own.
/// </summary>
public sealed class Simulator
{
    /// <summary>A bank with the given options.</summary>
    /// <exception cref="SimulationOptionsException">An option is out of range.</exception>
    public Simulator(SimulationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        options.Validate();
        Options = options;
    }

    /// <summary>What the bank follows from.</summary>
    public SimulationOptions Options { get; }

    /// <summary>Begins a run: first its reference, then its postings, in time order.</summary>
    /// <exception cref="SimulationOptionsException">The bank has too few accounts for the patterns asked for.</exception>
    public SimulationRun Start() => new(new TownBuilder(Options).Build());

    /// <summary>
    /// All postings of a run, history first, strictly ordered by <see cref="SimulatedPosting.BookedAt"/>; streamed, a day at a time in
    /// memory. Endless when <see cref="SimulationOptions.Days"/> and <see cref="SimulationOptions.MaxPostings"/> are null.
    /// </summary>
    public IEnumerable<SimulatedPosting> Postings()
    {
        var run = Start();
        foreach (var posting in run.History())
        {
            yield return posting;
        }

        foreach (var posting in run.Live())
        {
            yield return posting;
        }
    }
}
