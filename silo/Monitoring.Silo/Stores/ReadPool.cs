using System.Collections.Concurrent;
using Monitoring.Grains.Journal;
using Monitoring.Silo.Journal;

namespace Monitoring.Silo.Stores;

/// <summary>A bounded number of connections for people's queries. Thread-safe; who finds none free waits without a thread.</summary>
internal sealed class ReadPool : IDisposable
{
    private readonly Func<IReadSession> _open;
    private readonly SemaphoreSlim _free;
    private readonly ConcurrentBag<IReadSession> _sessions = [];
    private volatile bool _closed;

    public ReadPool(Func<IReadSession> open, int connections)
    {
        _open = open;
        _free = new SemaphoreSlim(connections);
    }

    /// <summary>Reads from one moment of the store.</summary>
    /// <exception cref="JournalUnavailableException">The store cannot be read.</exception>
    public async ValueTask<T> ReadAsync<T>(Func<IReadSession, T> read, CancellationToken cancellation)
    {
        await _free.WaitAsync(cancellation).ConfigureAwait(false);
        try
        {
            if (_closed) throw new JournalUnavailableException("The store is closed.");
            return Read(read);
        }
        catch (StoreException exception)
        {
            throw new JournalUnavailableException("The store cannot be read: " + exception.Message, exception);
        }
        finally
        {
            _free.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _closed = true;
        while (_sessions.TryTake(out var session)) session.Dispose();
    }

    private T Read<T>(Func<IReadSession, T> read)
    {
        if (!_sessions.TryTake(out var session)) session = _open();
        try
        {
            session.Begin();
            var answer = read(session);
            session.End();
            _sessions.Add(session);
            if (_closed) Dispose();
            return answer;
        }
        catch
        {
            // Its state is not known; the next read opens another.
            session.Dispose();
            throw;
        }
    }
}
