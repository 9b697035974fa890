namespace Monitoring.Domain.Model;

/// <summary>A model as it is used: with the threshold in force. Immutable and shared by all accounts.</summary>
public sealed class ModelInForce
{
    /// <summary>Puts a model in force.</summary>
    /// <param name="package">The model.</param>
    /// <param name="threshold">Probability from which it warns, above 0; <c>null</c> for the model's own.</param>
    /// <param name="observer">Told of each score, for metrics; <c>null</c> for none.</param>
    public ModelInForce(ModelPackage package, double? threshold = null, IScoreObserver? observer = null)
    {
        ArgumentNullException.ThrowIfNull(package);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threshold ?? package.AlertThreshold, nameof(threshold));
        Package = package;
        Threshold = threshold ?? package.AlertThreshold;
        Observer = observer;
    }

    /// <summary>The model.</summary>
    public ModelPackage Package { get; }

    /// <summary>Probability from which it warns.</summary>
    public double Threshold { get; }

    internal IScoreObserver? Observer { get; }
}
