using System.Threading.Channels;
using Monitoring.Domain.Ledger;

namespace Monitoring.Models.Replay;

/// <summary>
/// Replays a history on several lanes: each account belongs to one, so that all of its decisions come in order and nothing depends on how
/// many lanes there are. Memory is bounded by the accounts and a few batches.
/// </summary>
public static class LaneReplay
{
    /// <summary>Items handed over at once: enough that handing over weighs nothing.</summary>
    private const int BatchLength = 1024;

    /// <summary>Batches that wait for a lane at the most.</summary>
    private const int BatchesMax = 8;

    /// <summary>Replays a history to its end and closes the last day.</summary>
    /// <param name="history">What happened.</param>
    /// <param name="rules">What is in force.</param>
    /// <param name="lanes">Number of lanes, at least 1.</param>
    /// <param name="observerOf">An observer for each lane.</param>
    /// <param name="lastDay">The business day to close at the end, asked once all is read; <c>null</c> closes none.</param>
    /// <returns>The lanes' banks.</returns>
    public static IReadOnlyList<ReplayBank> Run(
        IHistory history, LedgerRules rules, int lanes, Func<int, IReplayObserver> observerOf, Func<DateOnly?> lastDay)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(lanes, 1);
        var banks = Enumerable.Range(0, lanes).Select(lane => new ReplayBank(rules, history.Reversals, observerOf(lane))).ToArray();
        using var stop = new CancellationTokenSource();
        var queues = banks.Select(_ => Channel.CreateBounded<HistoryItem[]>(BatchesMax)).ToArray();
        var workers = banks.Select((bank, lane) => Task.Run(() => WorkAsync(bank, queues[lane].Reader, lastDay, stop))).ToArray();
        try
        {
            Distribute(history, queues, stop.Token);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // A lane failed; its own exception is thrown below.
        }
        finally
        {
            foreach (var queue in queues) queue.Writer.TryComplete();
        }

        Task.WaitAll(workers, CancellationToken.None);
        return banks;
    }

    private static void Distribute(IHistory history, Channel<HistoryItem[]>[] queues, CancellationToken stop)
    {
        var batches = queues.Select(_ => new List<HistoryItem>(BatchLength)).ToArray();
        foreach (var item in history.Items())
        {
            var lane = LaneOf(item.Account, queues.Length);
            batches[lane].Add(item);
            if (batches[lane].Count == BatchLength) Send(queues[lane], batches[lane], stop);
        }

        for (var lane = 0; lane < queues.Length; lane++)
        {
            if (batches[lane].Count > 0) Send(queues[lane], batches[lane], stop);
        }
    }

    private static void Send(Channel<HistoryItem[]> queue, List<HistoryItem> batch, CancellationToken stop)
    {
        var full = batch.ToArray();
        batch.Clear();
        while (!queue.Writer.TryWrite(full))
        {
            queue.Writer.WaitToWriteAsync(stop).AsTask().GetAwaiter().GetResult();
        }
    }

    private static async Task WorkAsync(
        ReplayBank bank, ChannelReader<HistoryItem[]> reader, Func<DateOnly?> lastDay, CancellationTokenSource stop)
    {
        try
        {
            await foreach (var batch in reader.ReadAllAsync(stop.Token).ConfigureAwait(false))
            {
                foreach (var item in batch) bank.Take(item);
            }

            if (lastDay() is { } day) bank.CloseAll(day);
        }
        catch
        {
            await stop.CancelAsync().ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The same on every machine and in every run, unlike a string's own hash code.</summary>
    private static int LaneOf(string account, int lanes)
    {
        if (lanes == 1) return 0;
        var hash = 2166136261u;
        foreach (var letter in account) hash = unchecked((hash ^ letter) * 16777619u);
        return (int)(hash % (uint)lanes);
    }
}
