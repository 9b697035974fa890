using Monitoring.Models.Simulation;

namespace Monitoring.Models.Tests;

/// <summary>What holds of any run, checked with sums of its own.</summary>
internal static class AuditedRun
{
    public static void Audit(GatheredRun run, SimulationOptions options)
    {
        var broken = AccountsOf(run, PatternKind.BalanceBreak);
        var overdrawn = AccountsOf(run, PatternKind.Overdrawn);
        foreach (var (id, postings) in run.ByAccount)
        {
            AuditAccount(id, postings, run, broken, overdrawn);
        }

        AuditTransfers(run);
        AuditReversals(run);
        AuditReference(run, options);
        AuditLabels(run);
    }

    private static HashSet<string> AccountsOf(GatheredRun run, PatternKind kind) =>
        [.. run.Cases.Where(planted => planted.Pattern == kind).Select(planted => planted.Accounts[0])];

    private static void AuditAccount(
        string id, List<SimulatedPosting> postings, GatheredRun run, HashSet<string> broken, HashSet<string> overdrawn)
    {
        run.Accounts.TryGetValue(id, out var account);
        long balance = account?.OpeningBalance ?? 0;
        bool isDeposit = account?.Kind is FeedAccountKind.CorporateCurrent or FeedAccountKind.PersonalSavings;
        bool isOff = false;
        foreach (var posting in postings)
        {
            Assert.True(posting.Amount > 0);
            balance += posting.Signed;
            isOff |= posting.BalanceAfter != balance;
            Assert.True(!isDeposit || balance >= 0 || overdrawn.Contains(id), $"{posting.PostingId} overdraws {id}");
        }

        Assert.Equal(broken.Contains(id), isOff);
    }

    /// <summary>Money between two accounts of the bank leaves one and reaches the other.</summary>
    private static void AuditTransfers(GatheredRun run)
    {
        var known = run.Reference.Select(reference => reference.Id).Concat(run.Accounts.Keys).ToHashSet();
        var between = run.ByAccount.Values.SelectMany(postings => postings)
            .Where(posting => posting.Counterparty is not null && known.Contains(posting.Counterparty)).ToList();
        var given = Totals(
            between.Where(posting => posting.Direction == FeedDirection.Debit), posting => (posting.Account, posting.Counterparty!));
        var taken = Totals(
            between.Where(posting => posting.Direction == FeedDirection.Credit && known.Contains(posting.Counterparty!)),
            posting => (posting.Counterparty!, posting.Account));

        // The bank's own settlement accounts name the customer, while the customer's posting names the party outside.
        foreach (var (pair, sum) in given.Concat(taken).Where(entry => !IsSettlement(entry.Key.From) && !IsSettlement(entry.Key.To)))
        {
            Assert.Equal(given.GetValueOrDefault(pair), taken.GetValueOrDefault(pair));
            Assert.True(sum > 0);
        }
    }

    private static bool IsSettlement(string account) => account.StartsWith("S-", StringComparison.Ordinal);

    private static Dictionary<(string From, string To), long> Totals(
        IEnumerable<SimulatedPosting> postings, Func<SimulatedPosting, (string From, string To)> pair) =>
        postings.GroupBy(pair).ToDictionary(group => group.Key, group => group.Sum(posting => posting.Amount));

    private static void AuditReversals(GatheredRun run)
    {
        var reversed = new HashSet<string>();
        foreach (var postings in run.ByAccount.Values)
        {
            var seen = new Dictionary<string, SimulatedPosting>();
            foreach (var posting in postings)
            {
                if (posting.ReversalOf is { } targetId)
                {
                    var target = seen[targetId];
                    Assert.Equal(target.Amount, posting.Amount);
                    Assert.NotEqual(target.Direction, posting.Direction);
                    Assert.True(reversed.Add(posting.Account + targetId));
                }

                seen.Add(posting.PostingId, posting);
            }
        }
    }

    private static void AuditReference(GatheredRun run, SimulationOptions options)
    {
        var branches = new HashSet<string>();
        foreach (var branch in run.Reference.OfType<SimulatedBranch>())
        {
            Assert.True(branch.Parent is null ? branch.Id == "HQ" : branches.Contains(branch.Parent));
            Assert.True(branches.Add(branch.Id));
        }

        Assert.Equal(options.Accounts, run.Reference.OfType<SimulatedAccount>().Count());
        var ids = run.Reference.Where(reference => reference is not SimulatedBranch).Select(reference => reference.Id).ToHashSet();
        Assert.All(run.ByAccount.Keys, id => Assert.True(ids.Contains(id) || run.Accounts.ContainsKey(id)));
        foreach (var posting in run.ByAccount.Values.SelectMany(postings => postings))
        {
            Assert.Contains(posting.Branch, branches);
            Assert.Equal(posting.Channel == FeedChannel.Counter, posting.Teller is not null);
        }
    }

    private static void AuditLabels(GatheredRun run)
    {
        foreach (var planted in run.Cases)
        {
            Assert.All(planted.Postings, id => Assert.Contains(id, run.PostingIds));
            Assert.True(planted.From <= planted.To);
            Assert.All(planted.Accounts, id => Assert.True(run.Accounts.ContainsKey(id)));
        }
    }
}
