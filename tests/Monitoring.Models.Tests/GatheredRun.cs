using Monitoring.Models.Simulation;

namespace Monitoring.Models.Tests;

/// <summary>A whole run gathered by account, for tests that look back.</summary>
internal sealed class GatheredRun
{
    public GatheredRun(SimulationOptions options, DateTimeOffset? until = null)
    {
        var run = new Simulator(options).Start();
        Reference = [.. run.Reference()];
        foreach (var account in Reference.OfType<SimulatedAccount>())
        {
            Accounts.Add(account.Id, account);
        }

        foreach (var posting in run.History().Concat(run.Live(until)))
        {
            if (posting.Opens is { } opened)
            {
                Accounts.Add(opened.Id, opened);
            }

            PostingIds.Add(posting.PostingId);
            if (!ByAccount.TryGetValue(posting.Account, out var list))
            {
                ByAccount.Add(posting.Account, list = []);
            }

            list.Add(posting);
        }

        while (run.TryTakeCase(out var planted))
        {
            Cases.Add(planted);
        }

        Receipts = [.. run.Receipts()];
        LifeEvents = [.. run.LifeEvents()];
    }

    public IReadOnlyList<SimulatedReference> Reference { get; }

    public Dictionary<string, SimulatedAccount> Accounts { get; } = [];

    public Dictionary<string, List<SimulatedPosting>> ByAccount { get; } = [];

    public HashSet<string> PostingIds { get; } = [];

    public List<SimulatedCase> Cases { get; } = [];

    public IReadOnlyList<MissedReceipts> Receipts { get; }

    public IReadOnlyList<LifeEvent> LifeEvents { get; }

    public IReadOnlyList<SimulatedPosting> Of(string account) => ByAccount.TryGetValue(account, out var list) ? list : [];
}
