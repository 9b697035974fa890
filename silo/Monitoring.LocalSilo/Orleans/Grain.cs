using Monitoring.LocalSilo;
using Orleans.Runtime;

namespace Orleans;

/// <summary>Base of every grain class. The silo runs one turn of a grain at a time; nothing in it needs a lock.</summary>
public abstract class Grain : IGrainBase, IAddressable
{
    private readonly Activation? _activation = Activation.Constructing;

    /// <summary>Gives references to other grains.</summary>
    protected IGrainFactory GrainFactory => Activation.Host;

    /// <summary>The services of the process.</summary>
    protected internal IServiceProvider ServiceProvider => Activation.Host.Services;

    /// <summary>Type and key of the grain, as in <c>account/6217000000000001</c>.</summary>
    public string IdentityString => Activation.ToString();

    internal Activation Activation => _activation ?? throw new InvalidOperationException(
        $"{GetType().Name} was not made by a silo. A grain gets its identity and its surroundings from the silo that activates it.");

    /// <summary>
    /// Puts this activation away when the running calls have ended. Calls that wait, and those that come, are served by the next one.
    /// </summary>
    protected void DeactivateOnIdle() => Activation.DeactivateOnIdle(this);

    /// <summary>Keeps the activation for at least this long, however idle. Zero or less takes an earlier wish back.</summary>
    protected void DelayDeactivation(TimeSpan timeSpan) => Activation.DelayDeactivation(timeSpan);

    /// <summary>Called once, after construction and the reading of state, before the first call.</summary>
    /// <param name="cancellationToken">Cancelled when activation takes longer than the silo allows.</param>
    public virtual Task OnActivateAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Called once, after the last call. Not called when the process dies or the activation failed.</summary>
    /// <param name="reason">Why the activation ends.</param>
    /// <param name="cancellationToken">Cancelled when deactivation takes longer than the silo allows.</param>
    public virtual Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken) => Task.CompletedTask;
}
