namespace Monitoring.Models.Simulation;

/// <summary>All accounts, customers' first, then settlement accounts, then those opened while an endless run lives.</summary>
internal sealed class AccountTable(int capacity)
{
    private Account[] _items = new Account[capacity];

    public int Count { get; private set; }

    public ref Account this[int index] => ref _items[index];

    public int Add(in Account account)
    {
        if (Count == _items.Length)
        {
            Array.Resize(ref _items, Math.Max(16, _items.Length * 2));
        }

        _items[Count] = account;
        return Count++;
    }
}
