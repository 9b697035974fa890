using System.Globalization;

namespace Monitoring.Simulation;

/// <summary>What simulations did.</summary>
internal sealed class Tally
{
    public long Seeds { get; set; }

    public long Postings { get; set; }

    public long Alerts { get; set; }

    public long Steps { get; set; }

    public long WriteFaults { get; set; }

    public long LostAnswers { get; set; }

    public long UnknownOutcomes { get; set; }

    public long ReadFaults { get; set; }

    public long Outages { get; set; }

    public long Crashes { get; set; }

    public long TornCommits { get; set; }

    public long Restarts { get; set; }

    public long Deactivations { get; set; }

    public long Faults => WriteFaults + LostAnswers + UnknownOutcomes + ReadFaults + Outages + Crashes + TornCommits;

    public void Add(Tally other)
    {
        Seeds += other.Seeds;
        Postings += other.Postings;
        Alerts += other.Alerts;
        Steps += other.Steps;
        WriteFaults += other.WriteFaults;
        LostAnswers += other.LostAnswers;
        UnknownOutcomes += other.UnknownOutcomes;
        ReadFaults += other.ReadFaults;
        Outages += other.Outages;
        Crashes += other.Crashes;
        TornCommits += other.TornCommits;
        Restarts += other.Restarts;
        Deactivations += other.Deactivations;
    }

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Postings} postings, {Alerts} changes of alerts, {Steps} steps; {Faults} faults: {WriteFaults} failed writes, {LostAnswers} lost answers, "
        + $"{UnknownOutcomes} unknown outcomes, {ReadFaults} failed reads, {Outages} outages, {Crashes} crashes ({TornCommits} within a "
        + $"commit); {Restarts} restarts, {Deactivations} grains put away");
}
