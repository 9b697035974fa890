using Orleans;

namespace Monitoring.LocalSilo;

/// <summary>The grains of a silo and its limits.</summary>
public sealed class LocalSiloOptions
{
    private readonly List<GrainRegistration> _grains = [];

    /// <summary>A grain that was not called for this long is put away. At least one quantum. Default 15 minutes, as in Orleans.</summary>
    public TimeSpan CollectionAge { get; set; } = TimeSpan.FromMinutes(15);

    /// <summary>How often idle grains are looked for, and so the resolution of the age. Default 1 minute, as in Orleans.</summary>
    public TimeSpan CollectionQuantum { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>
    /// Above this many active grains those not called for longest (approximately) are put away. Default 100,000: at about 1 to 2 KB
    /// for a grain with its state this is some 200 MB.
    /// </summary>
    public int MaxActiveGrains { get; set; } = 100_000;

    /// <summary>
    /// At most this many grains are looked at in one quantum, so that a sweep stays in the low milliseconds. Default 262,144.
    /// </summary>
    public int SweepLimit { get; set; } = 262_144;

    /// <summary>At most this many aged grains are put away in one quantum, so that the store gets no burst. Default 20,000.</summary>
    public int CollectionsPerSweep { get; set; } = 20_000;

    /// <summary>
    /// Construction, reading of state and <c>OnActivateAsync</c> together may take this long. Default 30 seconds, as in Orleans.
    /// </summary>
    public TimeSpan ActivationTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary><c>OnDeactivateAsync</c> may take this long. Default 30 seconds, as in Orleans.</summary>
    public TimeSpan DeactivationTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// At a stop this many grains are put away at a time: enough to fill a group commit, few enough for the store. Default 256.
    /// </summary>
    public int StopConcurrency { get; set; } = 256;

    /// <summary>
    /// Asked by the thread that brings work to a grain that has none: whether the grain's turn may run on that thread, there and then, in
    /// place of one of the pool. The caller then waits for it, and must hold no lock that a grain could wait for. Not asked within a turn that
    /// runs so. Default: never, as in Orleans.
    /// </summary>
    public Func<bool>? MayRunTurnsHere { get; set; }

    internal IReadOnlyList<GrainRegistration> Grains => _grains;

    /// <summary>
    /// Registers a grain interface with its class and its hand-written reference:
    /// <c>o.AddGrain&lt;IAccountGrain, AccountGrain&gt;(static (silo, key) =&gt; new AccountGrainReference(silo, key))</c>.
    /// One class may be registered for several interfaces; it then is one grain behind all of them.
    /// </summary>
    /// <exception cref="ArgumentException">The interface is registered already.</exception>
    public LocalSiloOptions AddGrain<TInterface, TGrain>(Func<LocalSiloHost, string, TInterface> reference)
        where TInterface : class, IGrainWithStringKey
        where TGrain : Grain, TInterface
    {
        ArgumentNullException.ThrowIfNull(reference);
        if (_grains.Exists(static known => known.Interface == typeof(TInterface)))
        {
            throw new ArgumentException($"{typeof(TInterface).Name} is registered already.");
        }

        _grains.Add(new GrainRegistration(typeof(TInterface), typeof(TGrain), reference));
        return this;
    }

    internal void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(CollectionQuantum, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(CollectionAge, CollectionQuantum);
        ArgumentOutOfRangeException.ThrowIfLessThan(MaxActiveGrains, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(SweepLimit, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(CollectionsPerSweep, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(ActivationTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(DeactivationTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(StopConcurrency, 1);
    }
}
