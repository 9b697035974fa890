namespace Monitoring.Models.Simulation;

/// <summary>Intents that lie further ahead than today: planted steps, reversals, history. First in, first out at one instant.</summary>
internal sealed class StepHeap
{
    private readonly PriorityQueue<Intent, (long AtMs, long Serial)> _queue = new();
    private long _serial;

    public bool HasNext => _queue.Count > 0;

    public long NextMs => _queue.Peek().AtMs;

    public void Add(in Intent intent) => _queue.Enqueue(intent, (intent.AtMs, _serial++));

    public Intent Take() => _queue.Dequeue();
}
