using System.Text;

namespace Monitoring.Silo.Feed.Parsing;

/// <summary>Finds a field's number by its name's bytes, without an allocation. Immutable.</summary>
internal sealed class FieldNames
{
    /// <summary>Slots of the open hash table: four times the most names, so that a probe is nearly always the first.</summary>
    private const int Slots = 128;

    private readonly byte[]?[] _utf8 = new byte[]?[Slots];
    private readonly int[] _numbers = new int[Slots];
    private readonly string[] _names;

    public FieldNames(params string[] names)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(names.Length, Slots / 4);
        _names = names;
        for (var number = 0; number < names.Length; number++)
        {
            var utf8 = Encoding.UTF8.GetBytes(names[number]);
            var slot = SlotOf(utf8);
            while (_utf8[slot] is not null) slot = (slot + 1) % Slots;
            _utf8[slot] = utf8;
            _numbers[slot] = number;
        }
    }

    public int Count => _names.Length;

    public string this[int number] => _names[number];

    /// <summary>The field's number; -1 when there is none of this name.</summary>
    public int Find(ReadOnlySpan<byte> name)
    {
        if (name.IsEmpty) return -1;
        for (var slot = SlotOf(name); _utf8[slot] is { } candidate; slot = (slot + 1) % Slots)
        {
            if (name.SequenceEqual(candidate)) return _numbers[slot];
        }

        return -1;
    }

    private static int SlotOf(ReadOnlySpan<byte> name) =>
        ((name.Length * 31) + (name[0] * 7) + name[^1] + (name[name.Length / 2] * 3)) % Slots;
}
