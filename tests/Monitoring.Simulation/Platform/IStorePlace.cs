using Monitoring.Silo.Journal;
using Monitoring.Silo.Stores;
using Monitoring.Simulation.Engine;

namespace Monitoring.Simulation.Platform;

/// <summary>Where the books of one simulation lie, as they outlive processes.</summary>
internal interface IStorePlace : IDisposable
{
    /// <summary>Directory of the present process.</summary>
    string Folder { get; }

    /// <summary>Opens the store in a new process.</summary>
    /// <param name="options">Bounds.</param>
    /// <param name="faults">Leads its threads.</param>
    /// <param name="wrap">Put around the database.</param>
    Store Open(StoreOptions options, IStoreFaults faults, Func<IStoreDialect, IStoreDialect> wrap);

    /// <summary>Notes how much is written, before a group.</summary>
    void BeginGroup();

    /// <summary>
    /// The process ends now, or the machine loses power: what the next process finds is fixed here, whatever the remains of this one do.
    /// </summary>
    /// <param name="random">Decides how much of a commit that was under way reached the disk.</param>
    /// <param name="isCommitting">Whether the last commit was under way, so that all or a part of it may be lost.</param>
    void Crash(SimRandom random, bool isCommitting);

    /// <summary>Drops what the process before the present one left behind, once its connections are closed.</summary>
    void Forget();

    /// <summary>Runs a statement beside the platform.</summary>
    void Execute(string sql);
}
