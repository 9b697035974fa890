using Monitoring.Grains.Journal;

namespace Monitoring.Silo.Journal;

/// <summary>
/// What one transaction writes: the commits of many grains, numbered, and the totals they change. Used again and again.
/// </summary>
internal sealed class GroupPlan
{
    private readonly List<PlannedCommit> _commits = [];
    private readonly List<long> _jumps = [];
    private readonly SortedSet<int> _conflicts = [];

    /// <summary>The commits, in order.</summary>
    public IReadOnlyList<PlannedCommit> Commits => _commits;

    /// <summary>Indexes of commits that the store refuses, ascending; then nothing of the group may be committed.</summary>
    public IReadOnlyCollection<int> Conflicts => _conflicts;

    /// <summary>Changes of totals.</summary>
    public BranchTotals Totals { get; } = new();

    /// <summary>Number of postings in it.</summary>
    public long Postings { get; private set; }

    /// <summary>Number of entries in it.</summary>
    public long Entries => Next.Position - First.Position;

    /// <summary>The numbers before it.</summary>
    public StoreCounters First { get; private set; }

    /// <summary>The numbers after it.</summary>
    public StoreCounters Next { get; private set; }

    /// <summary>Notes that a commit cannot be written.</summary>
    public void AddConflict(int commit) => _conflicts.Add(commit);

    /// <summary>Jump position of an entry of a commit.</summary>
    public long JumpOf(in PlannedCommit commit, int entry) => _jumps[commit.FirstJump + entry];

    /// <summary>Plans a group.</summary>
    public void Build(IReadOnlyList<PendingCommit> group, StoreCounters counters)
    {
        _commits.Clear();
        _jumps.Clear();
        _conflicts.Clear();
        Totals.Clear();
        Postings = 0;
        First = Next = counters;
        for (var i = 0; i < group.Count; i++) Add(group[i]);
    }

    private void Add(PendingCommit pending)
    {
        var commit = pending.Commit;
        var (nextKey, position, cursor) = Next;
        var key = commit.Head.Key == 0 ? nextKey++ : commit.Head.Key;
        // The grain's own room is not touched beyond the next entry, as a group that is refused is planned again.
        var head = commit.Entries.Count == 1 ? commit.Head : commit.Head.Apart();
        var planned = new PlannedCommit(pending, key, position, _jumps.Count, cursor, head);
        // By index: an enumerator of each list would be an object of each commit.
        for (var i = 0; i < commit.Entries.Count; i++)
        {
            head = JournalChain.Append(head, key, position++, out var jump);
            _jumps.Add(jump);
            if (commit.Entries[i].Kind == EntryKind.Posted) Postings++;
        }

        for (var i = 0; i < commit.BranchDeltas.Count; i++) Totals.Add(commit.BranchDeltas[i]);
        Next = new StoreCounters(nextKey, position, cursor + commit.Alerts.Count);
        _commits.Add(planned with { Head = head });
    }
}
