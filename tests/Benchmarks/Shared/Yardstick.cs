namespace Monitoring.Benchmarks.Shared;

/// <summary>What bare work took.</summary>
/// <param name="Rate">Postings or transactions a second.</param>
/// <param name="Cpu">Processor time of the database for each, microseconds.</param>
internal readonly record struct Yardstick(double Rate, double Cpu)
{
    /// <inheritdoc/>
    public override string ToString() => Report.Text($"{Rate:N0}/s, {Cpu:F1} us CPU each");
}
