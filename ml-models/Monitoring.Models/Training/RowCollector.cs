using Monitoring.Contracts.Feed;
using Monitoring.Domain.Ledger;
using Monitoring.Domain.Model;
using Monitoring.Models.Replay;

namespace Monitoring.Models.Training;

/// <summary>
/// Gathers rows of a replay: every planted posting, and of ordinary ones a sample in which those that an earlier model finds suspicious are
/// taken all. What is sampled stands for what was left out by its weight, so that probabilities stay true.
/// </summary>
/// <param name="trigger">When the model will look: other postings are no rows.</param>
/// <param name="every">One in so many ordinary postings is taken.</param>
/// <param name="earlier">An earlier model; <c>null</c> takes the sample alone.</param>
/// <param name="suspicious">Score of the earlier model from which every posting is taken.</param>
public sealed class RowCollector(ModelTrigger trigger, int every, TreeModel? earlier, double suspicious) : IReplayObserver
{
    private readonly float[] _vector = new float[FeatureSchema.Length];
    private readonly List<CollectedRow> _rows = [];

    /// <summary>What was gathered.</summary>
    public IReadOnlyList<CollectedRow> Rows => _rows;

    /// <inheritdoc/>
    public void Posted(ReplayAccount account, Decision decision, Posting posting, string? caseId)
    {
        if (!posting.IsCustomerInitiated) return;
        var state = account.State;
        var isDrawn = caseId is null && IsDue(account.Id, state.PostingCount);
        var isTaken = caseId is not null || isDrawn;
        if (!isTaken && earlier is null) return;
        if (!Features.Fill(state, decision.Parameters.Large, _vector) || !trigger.IsDue(state, decision.Parameters.Large)) return;
        var weight = isDrawn ? every : 1;
        if (caseId is null && earlier is not null && earlier.Score(_vector) >= suspicious) (isTaken, weight) = (true, 1);
        if (isTaken) _rows.Add(new CollectedRow([.. _vector], account.Id, state.HighWater, state.PostingCount, caseId, weight));
    }

    /// <inheritdoc/>
    public void Decided(ReplayAccount account, Decision decision)
    {
    }

    /// <summary>By lot, but by the same lot in every run.</summary>
    private bool IsDue(string account, long number)
    {
        var hash = 14695981039346656037UL;
        unchecked
        {
            foreach (var letter in account) hash = (hash ^ letter) * 1099511628211UL;
            hash = (hash ^ (ulong)number) * 0x9E3779B97F4A7C15UL;
            hash = (hash ^ (hash >> 29)) * 0xBF58476D1CE4E5B9UL;
        }

        return (hash >> 32) % (ulong)every == 0;
    }
}

/// <summary>A gathered row whose truth is known once the replay is over.</summary>
/// <param name="Features">Its vector.</param>
/// <param name="Account">Its account.</param>
/// <param name="At">Event time, UTC ticks.</param>
/// <param name="Number">Which posting of the account it is.</param>
/// <param name="CaseId">The planted case it belongs to.</param>
/// <param name="Weight">How many it stands for.</param>
public sealed record CollectedRow(float[] Features, string Account, long At, long Number, string? CaseId, int Weight);
