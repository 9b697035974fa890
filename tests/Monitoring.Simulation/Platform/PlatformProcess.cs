using Microsoft.Extensions.Time.Testing;
using Monitoring.Silo.Journal;
using Monitoring.Silo.Stores;
using Monitoring.Simulation.Engine;

namespace Monitoring.Simulation.Platform;

/// <summary>
/// One life of the platform: a store whose threads are led, and one silo or two over it. Two silos know nothing of each other, as when a
/// cluster's members lose sight of each other: any grain may live twice.
/// </summary>
internal sealed class PlatformProcess
{
    private readonly IStorePlace _place;
    private readonly Settings _settings;

    /// <param name="place">Where the books lie.</param>
    /// <param name="settings">Bounds.</param>
    /// <param name="now">The bank's clock.</param>
    /// <param name="isAway">Whether the database is away.</param>
    /// <param name="written">Told of groups that are written and not committed, when a fault is put in.</param>
    /// <param name="decide">Leads the store's threads; <c>null</c> lets them run as they do.</param>
    public PlatformProcess(
        IStorePlace place, Settings settings, DateTimeOffset now, Func<bool> isAway, Action<GroupPlan> written,
        Func<StorePoint, Verdict>? decide)
    {
        _place = place;
        _settings = settings;
        Clock = new FakeTimeProvider(now);
        Conductor = new StoreConductor(decide ?? (static _ => Verdict.Pass));
        if (decide is null) Conductor.Free(dead: false);
        Store = place.Open(settings.Store(), Conductor, dialect => new SimDialect(dialect, isAway, settings.Mutation, written));
        if (decide is not null)
        {
            Conductor.Writer.AwaitStand();
            Conductor.Reader.AwaitStand();
        }

        for (var i = 0; i < settings.Silos; i++) Silos.Add(new SimSilo(Store, settings, Clock, place.Folder, Defects));
    }

    /// <summary>The bank's clock; stops with the process.</summary>
    public FakeTimeProvider Clock { get; }

    public Store Store { get; }

    public StoreConductor Conductor { get; }

    public List<SimSilo> Silos { get; } = [];

    public DefectLog Defects { get; } = new();

    /// <summary>Cancelled when the process ends.</summary>
    public CancellationTokenSource Ended { get; } = new();

    /// <summary>Whether the writer can take a step.</summary>
    public bool WriterCanStep => Conductor.Writer.Point != StorePoint.Take || Store.Writer.Waiting > 0;

    /// <summary>Whether the reader can take a step.</summary>
    public bool ReaderCanStep => Conductor.Reader.Point != StorePoint.Take || Store.Reader.Waiting > 0;

    /// <summary>The process is no more: nothing that is left of it can write, and its connections are closed.</summary>
    public void Kill()
    {
        Ended.Cancel();
        Conductor.Free(dead: true);
        Close();
        _place.Forget();
    }

    /// <summary>Writes what waits and closes, after the silos stopped.</summary>
    public void Close()
    {
        Store.Dispose();
        foreach (var silo in Silos) silo.Abandon();
        Conductor.Dispose();
    }

    /// <summary>Closes a process that was led until now.</summary>
    public void Stop()
    {
        Ended.Cancel();
        Conductor.Free(dead: false);
        Close();
    }

    public override string ToString() => $"process with {_settings.Silos} silos";
}
