namespace Monitoring.Domain.Model;

/// <summary>Told of scores, for metrics only: nothing it does may change a decision. Called by many threads at once.</summary>
public interface IScoreObserver
{
    /// <summary>A posting was scored; of a decision that is taken again after a conflict it may be told twice.</summary>
    /// <param name="score">The probability.</param>
    /// <param name="vector">Its features.</param>
    void Scored(double score, ReadOnlySpan<float> vector);
}
