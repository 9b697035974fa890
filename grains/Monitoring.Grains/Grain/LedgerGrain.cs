using Monitoring.Contracts.Alert;
using Monitoring.Contracts.Feed;
using Monitoring.Contracts.Grain;
using Monitoring.Contracts.Ledger;
using Monitoring.Domain.Ledger;
using Monitoring.Grains.Journal;
using Orleans;
using Orleans.Runtime;
using Orleans.Storage;

namespace Monitoring.Grains.Grain;

/// <summary>
/// Shell of accounts and settlement accounts around the pure decisions. Calls are queued; all that are queued are decided together, event
/// by event, on the state in memory; one commit is in flight. Until it ends nobody sees the state, since reads are queued too. When it
/// fails the state is thrown away and read again. Everything runs in the grain's turns, interleaving at awaits only.
/// </summary>
public abstract class LedgerGrain : Orleans.Grain, ILedgerGrain
{
    /// <summary>Postings decided in one commit: bounds the time others wait for a hot account.</summary>
    internal const int BatchPostingsMax = 4_096;

    /// <summary>Tries before a conflict is an error: each conflict means that another commit of the same ids or account succeeded.</summary>
    internal const int AttemptsMax = 8;

    /// <summary>Events after which a snapshot is written; reading that many entries takes about a millisecond.</summary>
    internal const int SnapshotEvery = 64;

    /// <summary>Events for which a snapshot is worth writing when the grain is put away.</summary>
    internal const int SnapshotOnDeactivation = 16;

    /// <summary>In place of a snapshot that was read or written: an account that rests needs the state alone.</summary>
    private static readonly LedgerSnapshot Released = new();

    private readonly LedgerServices _services;
    private readonly IPersistentState<LedgerSnapshot> _snapshot;
    // Linked through the commands: there is a queue for each active account, and nearly always it is empty or has one.
    private LedgerCommand? _firstQueued;
    private LedgerCommand? _lastQueued;
    private LedgerState? _state;
    private GrainHead _head = GrainHead.None;
    private GrainKind? _knownAs;
    private long _snapshotSequence;
    private bool _pumping;
    private bool _savingSnapshot;

    private protected LedgerGrain(LedgerServices services, IPersistentState<LedgerSnapshot> snapshot)
    {
        _services = services;
        _snapshot = snapshot;
    }

    private protected abstract GrainKind Kind { get; }

    private string Id => this.GetPrimaryKeyString();

    /// <inheritdoc/>
    public override Task OnActivateAsync(CancellationToken cancellationToken) => LoadAsync();

    /// <inheritdoc/>
    public override async Task OnDeactivateAsync(DeactivationReason reason, CancellationToken cancellationToken)
    {
        if (_state is { } state && state.Sequence - _snapshotSequence >= SnapshotOnDeactivation) await SaveSnapshotAsync(state);
    }

    /// <inheritdoc/>
    public Task<PostingOutcome[]> PostAsync(Posting[] postings)
    {
        ArgumentNullException.ThrowIfNull(postings);
        return EnqueueAsync(new PostCommand(postings));
    }

    /// <inheritdoc/>
    public Task<LedgerFigures?> GetFiguresAsync() => EnqueueAsync(new ReadFiguresCommand());

    /// <inheritdoc/>
    public Task<AlertCommandOutcome> HandleAsync(AlertCommand command) => EnqueueAsync(new HandleAlertCommand(command));

    /// <inheritdoc/>
    public Task CloseDayAsync(DateOnly date) => EnqueueAsync(new CloseDayCommand(date));

    private protected Task<TAnswer> EnqueueAsync<TAnswer>(LedgerCommand<TAnswer> command)
    {
        if (!_pumping)
        {
            _ = PumpAsync(command);
            return command.Task;
        }

        if (_lastQueued is null) _firstQueued = command;
        else _lastQueued.Next = command;
        _lastQueued = command;
        return command.Task;
    }

    /// <summary>Decides and commits all that is queued. One state machine, as it is made anew for nearly every posting.</summary>
    /// <param name="first">The call that starts it: in no queue, as the grain is old and a reference to what is new has the collector look at it.</param>
    private async Task PumpAsync(LedgerCommand? first)
    {
        _pumping = true;
        try
        {
            while (first is not null || _firstQueued is not null)
            {
                var batch = TakeBatch(first);
                first = null;
                try
                {
                    for (var attempt = 1; ; attempt++)
                    {
                        if (_state is null) await LoadAsync();
                        if (_knownAs is { } known && known != Kind)
                        {
                            Refuse(batch, known);
                            break;
                        }

                        await batch.AskAsync(_services, _state!, _head, Id, mustLook: attempt > 1);
                        if (!batch.Facts.MayBeAhead || !await IsBehindAsync())
                        {
                            if (TryDecide(batch, out var commit)) break;
                            if (commit is not null && IsCommitted(batch, await _services.Journal.CommitAsync(commit))) break;
                        }

                        if (attempt == AttemptsMax) throw new JournalUnavailableException($"{Id}: {AttemptsMax} commits in a row met a conflict.");
                    }

                    batch.Complete();
                }
                catch (Exception error)
                {
                    // The state may be half-way through a decision: it is not to be used again.
                    _state = null;
                    if (TryPart(batch, error)) continue;
                    for (var command = batch.First; command is not null; command = command.Next) command.Fail(error);
                }
            }
        }
        finally
        {
            _pumping = false;
        }
    }

    private LedgerBatch TakeBatch(LedgerCommand? first)
    {
        var batch = new LedgerBatch();
        if (first is not null) batch.Add(first);
        while (_firstQueued is { } next && (batch.Count == 0 || (batch.Postings + next.Postings <= BatchPostingsMax && !next.IsAlone)))
        {
            (_firstQueued, next.Next) = (next.Next, null);
            batch.Add(next);
            if (next.IsAlone) break;
        }

        if (_firstQueued is null) _lastQueued = null;

        _services.Metrics.Batch(batch.Count);
        return batch;
    }

    /// <summary>
    /// After an unexpected error that may be one command's own: queues all of the batch again, in order and before what came later, each
    /// posting to be decided by itself. So only that fails which is at fault. Nothing of them was written, or they are known again by their ids.
    /// </summary>
    private bool TryPart(LedgerBatch batch, Exception error)
    {
        var isOne = batch.Count == 1 && batch.Postings <= 1;
        if (isOne || !batch.IsAtCommands || error is JournalUnavailableException) return false;
        GrainLog.Parted(_services.Log, Id, batch.Count, batch.Postings, error);
        if (batch.WasSent) batch.RemoveUnrepeatable(FailUnrepeatable);
        LedgerCommand[] parts = [.. batch.ToArray().SelectMany(static command => command.Part())];
        for (var i = parts.Length - 1; i >= 0; i--)
        {
            (parts[i].IsAlone, parts[i].Next) = (true, _firstQueued);
            _firstQueued = parts[i];
            _lastQueued ??= parts[i];
        }

        return true;
    }

    /// <summary>
    /// Decides; true when nothing is left to do but to answer. Else there is a commit, or none when the batch must be decided again with
    /// all ids looked up.
    /// </summary>
    private bool TryDecide(LedgerBatch batch, out GrainCommit? commit)
    {
        commit = null;
        var decision = batch.Decide(_services, _state!);
        var changed = decision.Events.Count > 0;
        if (batch.Facts.IsRefusalUnsure)
        {
            if (changed) _state = null;
            return false;
        }

        if (changed) commit = batch.ToCommit(Kind, Id, _head);
        return !changed;
    }

    /// <summary>Whether another activation went on from this one's state; if so the newer state is in its place.</summary>
    private async Task<bool> IsBehindAsync()
    {
        var (state, head) = (_state, _head);
        await LoadAsync();
        if (_head.Key != head.Key || _head.Sequence != head.Sequence) return true;
        _state = state;
        return false;
    }

    /// <summary>The id belongs to something else, perhaps since a moment ago: nothing may be appended to that journal from here.</summary>
    private void Refuse(LedgerBatch batch, GrainKind known)
    {
        // The other may never have come to be after all; the next call looks again.
        _state = null;
        for (var command = batch.First; command is not null; command = command.Next) command.Refuse(known);
    }

    /// <summary>Takes the journal's answer; false when the batch must be decided again.</summary>
    private bool IsCommitted(LedgerBatch batch, CommitResult result)
    {
        if (result.Status == CommitStatus.Committed)
        {
            _head = result.Head.InRoomOf(_head);
            Count(batch.Decision);
            var state = batch.Decision.State;
            if (!_savingSnapshot && state.Sequence - _snapshotSequence >= SnapshotEvery) _ = SaveSnapshotAsync(state);
            return true;
        }

        _state = null;
        _services.Metrics.Reloaded(result.Status.ToString());
        GrainLog.Discarded(_services.Log, Id, result.Status);
        if (result.Status == CommitStatus.Unavailable) throw new JournalUnavailableException($"{Id}: the journal cannot be written now.");
        if (result.Status == CommitStatus.Unknown) batch.RemoveUnrepeatable(FailUnrepeatable);
        batch.Again(wasRefused: result.Status == CommitStatus.Conflict);
        return false;
    }

    private void FailUnrepeatable(LedgerCommand command) =>
        command.Fail(new JournalUnavailableException($"{Id}: whether the command was written is not known; look before trying again."));

    private void Count(Decision decision)
    {
        var postings = 0;
        foreach (var happened in decision.Events)
        {
            if (happened is Posted) postings++;
            else if (happened is AlertChanged { Kind: AlertChangeKind.Raised } raised) _services.Metrics.Raised(raised.Alert);
        }

        if (postings > 0) _services.Metrics.Postings(postings);
    }

    private async Task LoadAsync()
    {
        if (ReferenceEquals(_snapshot.State, Released)) await ReadSnapshotAsync();
        var state = FromSnapshot();
        var load = await _services.Reader.LoadAsync(Kind, Id, state?.Sequence ?? 0);
        if (state is not null && state.Sequence > load.Head.Sequence)
        {
            // The snapshot is ahead of the journal, as after a restore of one and not the other: the journal is the truth.
            GrainLog.SnapshotAhead(_services.Log, Id, state.Sequence, load.Head.Sequence);
            state = null;
            load = await _services.Reader.LoadAsync(Kind, Id, 0);
        }

        _snapshotSequence = state?.Sequence ?? 0;
        state ??= new LedgerState();
        _knownAs = load.Kind;
        if (load.Kind is null || load.Kind == Kind)
        {
            foreach (var stored in load.Tail)
            {
                state.Apply(JournalCodec.Decode(stored, Id));
            }

            state.TakeDroppedParties();
            if (state.Sequence != load.Head.Sequence)
            {
                throw new InvalidOperationException($"{Id}: {state.Sequence} events were read, the journal ends at {load.Head.Sequence}.");
            }
        }

        (_state, _head) = (state, load.Head);
    }

    private LedgerState? FromSnapshot()
    {
        if (!_snapshot.RecordExists || _snapshot.State.Sequence == 0) return null;
        try
        {
            return LedgerStateCodec.Decode(_snapshot.State.State);
        }
        catch (FormatException error)
        {
            GrainLog.SnapshotDamaged(_services.Log, Id, error);
            return null;
        }
        finally
        {
            // One that is being written is let go of when that is done.
            if (!_savingSnapshot) _snapshot.State = Released;
        }
    }

    /// <summary>
    /// Reads the snapshot again: it was let go of; or the answer to a write was lost, or another activation wrote, and the next write must
    /// know the version that is stored.
    /// </summary>
    private async Task ReadSnapshotAsync()
    {
        try
        {
            await _snapshot.ReadStateAsync();
        }
        catch (Exception error)
        {
            GrainLog.SnapshotFailed(_services.Log, Id, error);
        }
    }

    private async Task SaveSnapshotAsync(LedgerState state)
    {
        _savingSnapshot = true;
        // Encoded before the first await: what is in memory now is durable, a moment later it may not be.
        var snapshot = new LedgerSnapshot { Sequence = state.Sequence, State = LedgerStateCodec.Encode(state) };
        _snapshot.State = snapshot;
        // A try that fails makes the grain wake up more slowly, and nothing else. The next comes after as many events again.
        _snapshotSequence = snapshot.Sequence;
        try
        {
            await _snapshot.WriteStateAsync();
            _services.Metrics.Snapshot();
        }
        catch (Exception error)
        {
            GrainLog.SnapshotFailed(_services.Log, Id, error);
            if (error is InconsistentStateException)
            {
                await ReadSnapshotAsync();
                snapshot = _snapshot.State;
            }
        }
        finally
        {
            // Another may wait to be written already, as when the grain is put away meanwhile.
            if (ReferenceEquals(_snapshot.State, snapshot)) _snapshot.State = Released;
            _savingSnapshot = false;
        }
    }
}
