namespace Orleans;

/// <summary>What the runtime calls on a grain. Here only <see cref="Grain"/> implements it.</summary>
public interface IGrainBase
{
    /// <summary>Called once, before the first call.</summary>
    Task OnActivateAsync(CancellationToken token);

    /// <summary>Called once, after the last call.</summary>
    Task OnDeactivateAsync(DeactivationReason reason, CancellationToken token);
}
