using Monitoring.Contracts.Feed;
using Monitoring.Contracts.Ledger;
using Monitoring.Grains.Journal;
using Monitoring.Silo.Stores;

namespace Monitoring.Silo.Journal;

/// <summary>
/// Answers grains' reads: a thread takes all that wait and answers them from one moment of the store, so that many callers share what it
/// costs to get there. Thread-safe; callers go on in the pool, never on its thread.
/// </summary>
internal sealed class JournalReader : IJournalReader, IDisposable
{
    private readonly object _gate = new();
    private readonly Intake<ReadRequest> _requests;
    private readonly List<ReadRequest> _batch = [];
    private readonly List<ReadRequest> _again = [];
    private readonly IReadSession _session;
    private readonly IStoreFaults _faults;
    private readonly RecentIds _ids;
    private readonly int _batchMax;
    private readonly Thread _thread;
    private bool _stopping;

    /// <param name="session">Connection to read on; owned.</param>
    /// <param name="options">Bounds.</param>
    /// <param name="ids">Ids that are known.</param>
    /// <param name="faults">Where tests make it fail.</param>
    public JournalReader(IReadSession session, StoreOptions options, RecentIds ids, IStoreFaults? faults = null)
    {
        _session = session;
        _ids = ids;
        _faults = faults ?? NoFaults.Instance;
        _batchMax = options.ReadsPerBatchMax;
        _requests = new Intake<ReadRequest>(_gate, options.QueueCapacity);
        _thread = new Thread(Run) { IsBackground = true, Name = "Journal reader" };
        _thread.Start();
    }

    /// <summary>Reads that wait, those that are to be read again included; an approximate figure while it reads.</summary>
    public int Waiting => _requests.Count + _again.Count;

    /// <inheritdoc/>
    public ValueTask<GrainLoad> LoadAsync(GrainKind kind, string id, long afterSequence) =>
        ReadAsync((kind, id, afterSequence), static (session, request) => GrainReads.Load(session, request));

    /// <inheritdoc/>
    public bool AreLikelyNew(ReadOnlySpan<PostingKey> postings) => _ids.AreLikelyNew(postings);

    /// <inheritdoc/>
    public ValueTask ReadFactsAsync(FactsRequest request)
    {
        if (request.Postings.Length == 0 && request.Parties.Length == 0 && request.Traces.Length == 0) return ValueTask.CompletedTask;
        var answer = ReadAsync(request, static (session, facts) => GrainReads.Facts(session, facts));
        return answer.IsCompletedSuccessfully ? ValueTask.CompletedTask : new ValueTask(answer.AsTask());
    }

    /// <inheritdoc/>
    public ValueTask<StoredEntry?> FindAsync(GrainHead head, long sequence) =>
        ReadAsync((head, sequence), static (session, request) => GrainReads.Find(session, request));

    /// <summary>A snapshot; <c>null</c> when there is none.</summary>
    public ValueTask<SnapshotRow?> SnapshotAsync(string name, string key) =>
        ReadAsync((name, key), static (session, request) => session.Snapshot(request.name, request.key));

    /// <summary>Answers what waits, then stops.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_stopping) return;
            _stopping = true;
            // With it, so that nothing is queued after the thread saw the end.
            _requests.Close();
        }

        _thread.Join();
        _session.Dispose();
    }

    private ValueTask<T> ReadAsync<TArgument, T>(TArgument argument, Func<IReadSession, TArgument, T> read)
    {
        var request = new ReadRequest<TArgument, T>(argument, read);
        var added = _requests.AddAsync(request);
        return added is { IsCompletedSuccessfully: true, Result: true } ? request.Result : WaitForRoomAsync(added, request);
    }

    private static async ValueTask<T> WaitForRoomAsync<TArgument, T>(ValueTask<bool> added, ReadRequest<TArgument, T> request)
    {
        if (!await added.ConfigureAwait(false)) throw new JournalUnavailableException("The store is closed.");
        return await request.Result.ConfigureAwait(false);
    }

    private void Run()
    {
        while (Take())
        {
            try
            {
                _session.Begin();
                _faults.BeforeAnswers();
                FetchAgainIfLost();
            }
            catch (Exception exception)
            {
                foreach (var request in _batch) request.Fail(Unavailable(exception));
                End();
                continue;
            }

            foreach (var request in _batch) Answer(request);
            End();
        }
    }

    /// <summary>A connection that was lost while nothing was asked is replaced by the next try.</summary>
    private void FetchAgainIfLost()
    {
        try
        {
            Fetch();
        }
        catch (StoreException exception) when (exception.IsConnectionLost)
        {
            _session.Begin();
            Fetch();
        }
    }

    private void Fetch()
    {
        if (_session.Wants is not { } wants) return;
        foreach (var request in _batch) request.Collect(wants);
        _session.Fetch();
    }

    private bool Take()
    {
        _faults.BeforeReads();
        _batch.Clear();
        _batch.AddRange(_again);
        // At once: what follows may fail, and then each of the batch is answered by that.
        _again.Clear();
        lock (_gate)
        {
            while (_requests.Count == 0 && _batch.Count == 0)
            {
                if (_stopping) return false;
                Monitor.Wait(_gate);
            }

            while (_batch.Count < _batchMax && _requests.TryTake(out var request)) _batch.Add(request);
        }

        return true;
    }

    private void Answer(ReadRequest request)
    {
        try
        {
            request.Run(_session);
        }
        catch (StaleReadException)
        {
            _again.Add(request);
            return;
        }
        catch (Exception exception)
        {
            request.Fail(Unavailable(exception));
            return;
        }

        request.Complete();
    }

    private void End()
    {
        try
        {
            _session.End();
        }
        catch (StoreException)
        {
            // The next batch's start fails in the same way and tells its callers.
        }
    }

    private static JournalUnavailableException Unavailable(Exception exception) =>
        new("The store cannot be read: " + exception.Message, exception);
}
