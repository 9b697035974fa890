using Monitoring.Grains.Journal;
using Monitoring.Silo.Hosting;

namespace Monitoring.Silo.Journal;

/// <summary>
/// Tells some callers of a group that their commits are durable, in a thread of the pool: waking thousands of them one by one would keep the
/// writer from its next group.
/// </summary>
internal sealed class CommitAnswers : IThreadPoolWorkItem
{
    /// <summary>Answers given by one item of work: many beside the cost of handing it over, few enough that several threads share a group.</summary>
    private const int SliceMax = 64;

    private readonly (PendingCommit Pending, GrainHead Head)[] _answers;

    private CommitAnswers((PendingCommit, GrainHead)[] answers) => _answers = answers;

    /// <summary>Answers all commits of a durable group.</summary>
    public static void Give(GroupPlan plan)
    {
        for (var first = 0; first < plan.Commits.Count; first += SliceMax)
        {
            var answers = new (PendingCommit, GrainHead)[Math.Min(SliceMax, plan.Commits.Count - first)];
            for (var i = 0; i < answers.Length; i++)
            {
                var planned = plan.Commits[first + i];
                answers[i] = (planned.Pending, planned.Head);
            }

            ThreadPool.UnsafeQueueUserWorkItem(new CommitAnswers(answers), preferLocal: false);
        }
    }

    void IThreadPoolWorkItem.Execute()
    {
        using var lent = LentThread.Lend(hasContext: false);
        foreach (var (pending, head) in _answers) pending.Complete(new CommitResult(CommitStatus.Committed, head));
    }
}
