using System.Collections.Concurrent;
using Monitoring.Grains.Journal;
using Monitoring.Silo.Journal;

namespace Monitoring.Silo.Stores;

/// <summary>A bounded number of connections for people's queries. Thread-safe; who finds none free waits without a thread.</summary>
internal sealed class ReadPool : IDisposable
{
    /// <summary>
    /// A read that takes longer than the writer leaves between two times of writing heads could go on for ever; the last attempt's figures
    /// may be some moments older than its beginning.
    /// </summary>
    private const int AttemptsMax = 5;

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
    /// <exception cref="JournalArchivedException">What it leads to was archived.</exception>
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
        catch (StaleReadException exception)
        {
            throw new JournalUnavailableException("What is read changes faster than it can be read.", exception);
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
        var (wasLost, onNew) = (false, false);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return ReadOnce(read, attempt < AttemptsMax, onNew);
            }
            catch (StoreException exception) when (exception.IsConnectionLost && !wasLost)
            {
                // It may have been lost long ago, and all that lie idle with it: a new one tells whether the database is there.
                (wasLost, onNew) = (true, true);
                continue;
            }
            catch (StaleReadException) when (attempt < AttemptsMax)
            {
                // Heads went to their table meanwhile; a new moment has them.
            }

            onNew = false;
        }
    }

    private T ReadOnce<T>(Func<IReadSession, T> read, bool fresh, bool onNew)
    {
        IReadSession? session = null;
        if (onNew || !_sessions.TryTake(out session)) session = _open();
        try
        {
            session.Begin();
            var answer = Answer(session, read, fresh);
            session.End();
            _sessions.Add(session);
            if (_closed) Dispose();
            return answer;
        }
        catch (Exception exception) when (exception is StaleReadException or JournalArchivedException)
        {
            session.End();
            _sessions.Add(session);
            throw;
        }
        catch
        {
            // Its state is not known; the next read opens another.
            session.Dispose();
            throw;
        }
    }

    private static T Answer<T>(IReadSession session, Func<IReadSession, T> read, bool fresh)
    {
        var answer = read(session);
        if (fresh) session.EnsureFresh();
        return answer;
    }
}
