using System.Runtime.InteropServices;
using Monitoring.Contracts.Feed;
using Monitoring.Grains.Journal;
using Monitoring.Silo.Journal;

namespace Monitoring.Silo.Stores.Sqlite;

/// <summary>
/// Posting ids of a group. Written in the order of keys, as ids with a growing number then go to the end of the index one after the other.
/// </summary>
internal sealed class SqlitePostingIds
{
    private readonly SqliteStatement _insert;
    private readonly SqliteStatement _reverse;
    private readonly List<Row> _rows = [];
    private readonly List<Reversal> _reversals = [];

    public SqlitePostingIds(SqliteSession session)
    {
        _insert = session.Prepare(SqliteTexts.InsertPosting);
        _reverse = session.Prepare("update posting_id set reversed = 1 where key = ?1 and grain = ?2 and reversed = 0");
    }

    private readonly record struct Row(PostingKey Key, int Commit, long Grain, long Sequence, long Content);

    private readonly record struct Reversal(PostingKey Target, int Commit, long Grain);

    /// <summary>Forgets the last group.</summary>
    public void Clear()
    {
        _rows.Clear();
        _reversals.Clear();
    }

    /// <summary>Notes a posting.</summary>
    public void Add(int commit, long grain, long sequence, in JournalEntry entry)
    {
        _rows.Add(new Row(entry.PostingKey, commit, grain, sequence, entry.ContentHash));
        if (entry.Reverses is { } target) _reversals.Add(new Reversal(target, commit, grain));
    }

    /// <summary>
    /// Writes the ids, then marks what was reversed; notes the commits whose ids are taken or whose targets are not theirs.
    /// </summary>
    public void Write(GroupPlan plan)
    {
        var rows = CollectionsMarshal.AsSpan(_rows);
        // Of one id in two commits the earlier commit has it, whatever else is in the group.
        rows.Sort(static (left, right) =>
        {
            var order = left.Key.Value.CompareTo(right.Key.Value);
            return order != 0 ? order : left.Commit.CompareTo(right.Commit);
        });
        foreach (ref readonly var row in rows)
        {
            if (!Insert(row)) plan.AddConflict(row.Commit);
        }

        foreach (var reversal in _reversals)
        {
            if (!Mark(reversal)) plan.AddConflict(reversal.Commit);
        }
    }

    private bool Insert(in Row row)
    {
        Span<byte> key = stackalloc byte[PostingKey.Length];
        row.Key.Write(key);
        _insert.Bind(1, key);
        _insert.Bind(2, row.Content);
        _insert.Bind(3, row.Grain);
        _insert.Bind(4, row.Sequence);
        return _insert.Run() == 1;
    }

    /// <summary>Whether the posting is this grain's and was not reversed before.</summary>
    private bool Mark(in Reversal reversal)
    {
        Span<byte> key = stackalloc byte[PostingKey.Length];
        reversal.Target.Write(key);
        _reverse.Bind(1, key);
        _reverse.Bind(2, reversal.Grain);
        return _reverse.Run() == 1;
    }
}
