using Monitoring.Contracts.Feed;
using Monitoring.Contracts.Ledger;
using Monitoring.Silo.Feed;
using Monitoring.Silo.Tests.Feed.Fixtures;

namespace Monitoring.Silo.Tests.Feed;

/// <summary>What becomes of reference records.</summary>
public sealed class ReferenceDispatchTests
{
    private readonly FeedBench _bench = new();

    [Fact]
    public async Task Branches_may_come_in_any_order_and_after_their_accounts()
    {
        var result = await TakeAsync(
            Account("A1", "B11"),
            """{"type":"branch","id":"B11","parent":"B1"}""",
            """{"type":"settlementAccount","id":"S1","branch":"B1","kind":"nostro","currency":"CNY"}""",
            """{"type":"branch","id":"B1","parent":"HQ"}""",
            """{"type":"branch","id":"HQ"}""",
            Account("A2", "HQ"));

        Assert.Equal((FeedStatus.Completed, 6L, 0L, 0L), (result.Status, result.Accepted, result.Duplicates, result.Rejected));
        Assert.Equal(["B1", "B11", "HQ"], _bench.Bank.BranchesDeclared.Order(StringComparer.Ordinal));
        Assert.Equal(GrainKind.SettlementAccount, _bench.Bank.Ledger("S1").Kind);
        Assert.True(_bench.Directory.IsSettlementAccount("S1"));
    }

    [Fact]
    public async Task A_branch_that_never_comes_is_told_with_the_line_that_names_it()
    {
        var result = await TakeAsync(
            Account("A1", "B9"), """{"type":"branch","id":"B1","parent":"B8"}""", """{"type":"branch","id":"HQ"}""");

        Assert.Equal((1L, 2L), (result.Accepted, result.Rejected));
        Assert.Equal(
            [(1L, "A1", "branch", FeedCodes.BranchUnknown), (2L, "B1", "parent", FeedCodes.BranchUnknown)],
            result.Rejections.Select(rejection => (rejection.Line, rejection.RecordId!, rejection.Field!, rejection.Code)));
        Assert.Equal(["/feed/reference", "/feed/reference"], _bench.Quarantine.Entries.Select(entry => entry.Rejected.Path));
    }

    [Fact]
    public async Task A_record_that_was_put_off_is_not_overtaken_by_a_later_one_of_the_same_account()
    {
        await TakeAsync("""{"type":"branch","id":"HQ"}""", Account("A1", "B1"), Account("A1", "HQ"), """{"type":"branch","id":"B1"}""");
        Assert.Contains("Branch = HQ", _bench.Bank.Ledger("A1").Reference!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_records_again_change_nothing()
    {
        string[] lines = ["""{"type":"branch","id":"HQ"}""", Account("A1", "HQ")];
        await TakeAsync(lines);
        var again = await TakeAsync(lines);
        Assert.Equal((0L, 2L, 0L), (again.Accepted, again.Duplicates, again.Rejected));
    }

    [Fact]
    public async Task An_id_declared_as_the_other_kind_is_a_conflict()
    {
        var result = await TakeAsync(
            """{"type":"branch","id":"HQ"}""",
            Account("X", "HQ"),
            """{"type":"settlementAccount","id":"X","branch":"HQ","kind":"nostro","currency":"CNY"}""");
        Assert.Equal((3L, FeedCodes.KindConflict), (result.Rejections[0].Line, result.Rejections[0].Code));
        Assert.False(_bench.Directory.IsSettlementAccount("X"));
    }

    [Fact]
    public async Task Accounts_are_declared_side_by_side()
    {
        var release = new TaskCompletionSource();
        _bench.Bank.BeforeCall = id => id == "HQ" ? Task.CompletedTask : release.Task;
        var taking = TakeAsync(["""{"type":"branch","id":"HQ"}""", .. Enumerable.Range(0, 500).Select(i => Account($"A{i}", "HQ"))]);
        release.SetResult();
        Assert.Equal(501, (await taking).Accepted);
        Assert.Equal(500, _bench.Bank.CallsMost);
    }

    [Fact]
    public async Task Branches_put_off_to_the_end_are_waited_for_while_one_after_the_other_is_declared()
    {
        var (one, two) = (new TaskCompletionSource(), new TaskCompletionSource());
        var calls = new Dictionary<string, int>();
        _bench.Bank.BeforeCall = id =>
        {
            var isPutOff = (calls[id] = calls.GetValueOrDefault(id) + 1) > 1;
            return !isPutOff ? Task.CompletedTask : id == "B1" ? one.Task : two.Task;
        };
        var taking = TakeAsync(
            """{"type":"branch","id":"B1","parent":"HQ"}""", """{"type":"branch","id":"B2","parent":"HQ"}""",
            """{"type":"branch","id":"HQ"}""");
        _bench.Time.Advance(TimeSpan.FromSeconds(_bench.Options.AnswerWaitSeconds - 1));
        one.SetResult();
        _bench.Time.Advance(TimeSpan.FromSeconds(2));
        two.SetResult();
        var result = await taking;
        Assert.Equal((FeedStatus.Completed, 3L), (result.Status, result.Accepted));
    }

    private static string Account(string id, string branch) =>
        $$"""{"type":"account","id":"{{id}}","branch":"{{branch}}","kind":"personalSavings","currency":"CNY"}""";

    private Task<FeedResult> TakeAsync(params string[] lines) => _bench.TakeAsync(string.Join('\n', lines), kind: FeedKind.Reference);
}
