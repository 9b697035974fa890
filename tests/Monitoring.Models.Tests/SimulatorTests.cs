using Monitoring.Models.Simulation;

namespace Monitoring.Models.Tests;

public sealed class SimulatorTests
{
    private static readonly SimulationOptions Small = new()
    {
        Seed = 11,
        Accounts = 400,
        Days = 60,
        HistoryDays = 5,
        Branches = 3,
        Mix = new PopulationMix { QuietCompanies = 120, Dormant = 60, Newcomers = 80 },
        Patterns = new PatternOptions { CasesPerKind = 3 },
    };

    [Fact]
    public void Postings_are_strictly_ordered_by_the_instant_they_were_booked_and_have_unique_ids()
    {
        var ids = new HashSet<string>();
        var last = DateTimeOffset.MinValue;
        foreach (var posting in new Simulator(Small).Postings())
        {
            Assert.True(posting.BookedAt > last);
            Assert.True(ids.Add(posting.PostingId));
            last = posting.BookedAt;
        }

        Assert.True(ids.Count > 10_000);
    }
}
