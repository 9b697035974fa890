using Monitoring.Silo.Journal;

namespace Monitoring.Silo.Stores;

/// <summary>What a database has to offer to be the store. Everything else is the same for all of them. Thread-safe.</summary>
internal interface IStoreDialect : IDisposable
{
    /// <summary>Committed heads that are not in the table yet.</summary>
    HeadLag Lag { get; }

    /// <summary>Opens a connection that writes; there is one at a time.</summary>
    IGroupWriter OpenWriter();

    /// <summary>Opens the connection on which grains read.</summary>
    IReadSession OpenGrainReader();

    /// <summary>Opens a connection for people's queries.</summary>
    IReadSession OpenReader();
}
