using Monitoring.Contracts.Feed;
using Monitoring.Domain.Ledger;
using Monitoring.Domain.Model;
using Monitoring.Models.Replay;

namespace Monitoring.Models.Evaluation;

/// <summary>
/// Sums up an account's whole history in one row, for data whose labels are of accounts: of each feature the last value, the largest and
/// the mean over its postings.
/// </summary>
public sealed class AccountRowCollector : IReplayObserver
{
    private readonly float[] _vector = new float[FeatureSchema.Length];

    /// <summary>Names of the columns, in order.</summary>
    public static IReadOnlyList<string> Columns { get; } =
    [
        .. FeatureSchema.All.Select(static feature => feature.Name + "_last"),
        .. FeatureSchema.All.Select(static feature => feature.Name + "_max"),
        .. FeatureSchema.All.Select(static feature => feature.Name + "_mean"),
    ];

    /// <summary>The row of an account; all zero when no posting of it was seen.</summary>
    public static float[] RowOf(ReplayAccount account)
    {
        var row = new float[3 * FeatureSchema.Length];
        if (account.Tag is not Totals totals) return row;
        for (var i = 0; i < FeatureSchema.Length; i++)
        {
            row[i] = totals.Last[i];
            row[FeatureSchema.Length + i] = totals.Largest[i];
            row[(2 * FeatureSchema.Length) + i] = (float)(totals.Sum[i] / totals.Count);
        }

        return row;
    }

    /// <inheritdoc/>
    public void Posted(ReplayAccount account, Decision decision, Posting posting, string? caseId)
    {
        if (!posting.IsCustomerInitiated || !Features.Fill(account.State, decision.Parameters.Large, _vector)) return;
        var totals = account.Tag as Totals;
        if (totals is null) account.Tag = totals = new Totals();
        totals.Add(_vector);
    }

    /// <inheritdoc/>
    public void Decided(ReplayAccount account, Decision decision)
    {
    }

    private sealed class Totals
    {
        public float[] Last { get; } = new float[FeatureSchema.Length];

        public float[] Largest { get; } = [.. Enumerable.Repeat(float.MinValue, FeatureSchema.Length)];

        public double[] Sum { get; } = new double[FeatureSchema.Length];

        public int Count { get; private set; }

        public void Add(ReadOnlySpan<float> vector)
        {
            Count++;
            for (var i = 0; i < vector.Length; i++)
            {
                Last[i] = vector[i];
                Largest[i] = Math.Max(Largest[i], vector[i]);
                Sum[i] += vector[i];
            }
        }
    }
}
