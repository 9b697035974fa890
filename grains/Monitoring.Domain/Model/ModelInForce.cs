namespace Monitoring.Domain.Model;

/// <summary>A model as it is used: with the threshold in force and what it may leave out. Immutable and shared by all accounts.</summary>
public sealed class ModelInForce
{
    /// <summary>Puts a model in force.</summary>
    /// <param name="package">The model.</param>
    /// <param name="threshold">Probability from which it warns; <c>null</c> for the model's own.</param>
    /// <param name="observer">Told of each score, for metrics; <c>null</c> for none.</param>
    /// <param name="scoreAll">Whether every posting is scored, also those that cannot matter; to check that none of them does.</param>
    public ModelInForce(ModelPackage package, double? threshold = null, IScoreObserver? observer = null, bool scoreAll = false)
    {
        ArgumentNullException.ThrowIfNull(package);
        Package = package;
        Threshold = threshold ?? package.AlertThreshold;
        Observer = observer;
        Gate = scoreAll ? ModelGate.Open : ModelGate.Of(package.Model, Threshold);
    }

    /// <summary>The model.</summary>
    public ModelPackage Package { get; }

    /// <summary>Probability from which it warns.</summary>
    public double Threshold { get; }

    /// <summary>Which postings need not be scored.</summary>
    public ModelGate Gate { get; }

    internal IScoreObserver? Observer { get; }
}
