namespace Monitoring.Models.Simulation;

/// <summary>One day's intents, put in time order once all lives have spoken. Reused day after day.</summary>
internal sealed class DayBuffer
{
    private Intent[] _items = new Intent[1024];
    private ulong[] _order = [];
    private int _count;
    private int _next;
    private long _startMs;

    public long StartMs => _startMs;

    public bool HasNext => _next < _count;

    public long NextMs => _items[IndexAt(_next)].AtMs;

    public void Open(long startMs)
    {
        _startMs = startMs;
        _count = 0;
        _next = 0;
    }

    public void Add(in Intent intent)
    {
        if (_count == _items.Length)
        {
            Array.Resize(ref _items, _count * 2);
        }

        _items[_count++] = intent;
    }

    /// <summary>Sorts by instant; of one instant, the earlier added comes first.</summary>
    public void Seal()
    {
        if (_order.Length < _count)
        {
            _order = new ulong[_items.Length];
        }

        for (int i = 0; i < _count; i++)
        {
            _order[i] = ((ulong)Math.Max(0, _items[i].AtMs - _startMs) << 32) | (uint)i;
        }

        Array.Sort(_order, 0, _count);
    }

    public ref readonly Intent Take() => ref _items[IndexAt(_next++)];

    private int IndexAt(int place) => (int)(_order[place] & uint.MaxValue);

    public void Spend(int account, long amount, FeedChannel channel, int party, Narrative narrative, long atMs) =>
        Add(Intent.Single(account, FeedDirection.Debit, amount, channel, atMs) with { Party = party, Narrative = narrative });

    public void Receive(int account, long amount, FeedChannel channel, int party, Narrative narrative, long atMs) =>
        Add(Intent.Single(account, FeedDirection.Credit, amount, channel, atMs) with { Party = party, Narrative = narrative });

    public void Pay(int from, int to, long amount, FeedChannel channel, Narrative narrative, long atMs) =>
        Add(Intent.Transfer(from, to, amount, channel, atMs) with { Narrative = narrative });
}
