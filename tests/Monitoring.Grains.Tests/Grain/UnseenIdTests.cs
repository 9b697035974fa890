using Monitoring.Contracts.Feed;
using Monitoring.Grains.Tests.Support;

namespace Monitoring.Grains.Tests.Grain;

/// <summary>Ids that are taken for new without a look into the store, though some are known.</summary>
public sealed class UnseenIdTests : IDisposable
{
    private readonly Folder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_new_id_is_not_looked_up()
    {
        await using var bank = await Bank.OpenAsync(_folder.Path, hopeful: true);
        var outcome = Assert.Single(await bank.Account("A").PostAsync([Postings.Of("p1", "A", 500)]));
        Assert.Equal((PostingVerdict.Accepted, 500), (outcome.Verdict, outcome.Balance));
        Assert.Equal(0, bank.Hopeful.Reads);
    }

    [Fact]
    public async Task A_known_id_counts_once_and_another_content_is_a_conflict()
    {
        await using var bank = await Bank.OpenAsync(_folder.Path, hopeful: true);
        var posting = Postings.Of("p1", "A", 500);
        await bank.Account("A").PostAsync([posting]);
        var again = await bank.Account("A").PostAsync([posting, Postings.Of("p1", "A", 600), Postings.Of("p2", "A", 70)]);
        Assert.Equal(
            [PostingVerdict.Duplicate, PostingVerdict.Rejected, PostingVerdict.Accepted], again.Select(static outcome => outcome.Verdict));
        Assert.Equal(FeedCodes.PostingConflict, again[1].Code);
        Assert.Equal(570, again[2].Balance);
    }

    [Fact]
    public async Task A_known_id_is_answered_as_known_though_something_else_stands_against_it_too()
    {
        await using var bank = await Bank.OpenAsync(_folder.Path, hopeful: true);
        var posting = Postings.Of("p1", "A", 500);
        await bank.Account("A").PostAsync([posting]);
        var other = posting with { Currency = "USD" };
        other = other with { ContentHash = PostingContent.Hash(other) };
        var again = await bank.Account("A").PostAsync([Postings.Of("p2", "A", 70), other]);
        Assert.Equal([PostingVerdict.Accepted, PostingVerdict.Rejected], again.Select(static outcome => outcome.Verdict));
        Assert.Equal((FeedCodes.PostingConflict, 570), (again[1].Code, again[0].Balance));
        var alone = Assert.Single(await bank.Account("A").PostAsync([other]));
        Assert.Equal((FeedCodes.PostingConflict, 570), (alone.Code, alone.Balance));
    }

    [Fact]
    public async Task The_same_id_on_two_accounts_at_once_counts_on_one_of_them()
    {
        await using var bank = await Bank.OpenAsync(_folder.Path, hopeful: true);
        var tasks = Enumerable.Range(0, 20).SelectMany(round => new[] { "A", "B" }.Select(
            account => bank.Account(account).PostAsync([Postings.Of($"p{round}", account, 100)])));
        var outcomes = (await Task.WhenAll(tasks)).SelectMany(static answer => answer).ToArray();
        Assert.Equal(20, outcomes.Count(static outcome => outcome.Verdict == PostingVerdict.Accepted));
        var refused = outcomes.Where(static outcome => outcome.Verdict != PostingVerdict.Accepted);
        Assert.All(refused, static outcome => Assert.Equal(FeedCodes.PostingConflict, outcome.Code));
        var rows = await bank.Reader.GetLedgersAsync(["A", "B"], CancellationToken.None);
        Assert.Equal(2_000, rows.Sum(static row => row?.Balance ?? 0));
    }
}
