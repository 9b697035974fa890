using Monitoring.Grains.Journal;
using Monitoring.Silo.Journal;
using Monitoring.Silo.Stores;

namespace Monitoring.Silo.Tests.Stores;

public sealed class GroupPlanTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(9)]
    public void A_group_that_is_planned_again_after_a_conflict_links_the_same_entries(int postings)
    {
        var (plan, head) = (new GroupPlan(), GrainHead.None);
        for (var position = 1L; position < 300; position++)
        {
            var before = head.Apart();
            var commit = new PendingCommit(CommitOf(head, postings));
            foreach (var first in (ReadOnlySpan<long>)[900, 1_000])
            {
                plan.Build([new PendingCommit(CommitOf(GrainHead.None, 1)), commit], new StoreCounters(2, first, 1));
                Assert.Equal(Expected(before, postings, first + 1, out var after), JumpsOf(plan));
                Assert.Equal(after, plan.Commits[1].Head.Jumps());
            }

            head = JournalChain.Append(before, 7, position, out _);
        }
    }

    private static long[] JumpsOf(GroupPlan plan)
    {
        var planned = plan.Commits[1];
        return [.. planned.Pending.Commit.Entries.Select((_, entry) => plan.JumpOf(planned, entry))];
    }

    private static long[] Expected(GrainHead head, int postings, long position, out long[] after)
    {
        var (jumps, at) = (new long[postings], head.Apart());
        for (var i = 0; i < postings; i++) at = JournalChain.Append(at, 7, position + i, out jumps[i]);
        after = at.Jumps();
        return jumps;
    }

    private static GrainCommit CommitOf(GrainHead head, int postings)
    {
        var grain = new TestGrain("A") { Head = head };
        return grain.Postings([.. Enumerable.Range(0, postings).Select(static i => (TestGrain.PostingId(i), 1L, TimeSpan.Zero, (string?)null))]);
    }
}
