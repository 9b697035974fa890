namespace Monitoring.GraphQL;

/// <summary>
/// A run of bytes in the response buffer that was written in one go. Fields that are still waiting leave a hole; their values are
/// written later, further on in the same buffer, and put in place when the response is sent.
/// </summary>
internal class Extent(Extent? parent)
{
    public Extent? Parent { get; } = parent;

    public int Start { get; set; }

    public int End { get; set; }

    /// <summary>Places where something else stands: a hole's value, or a null for what was there.</summary>
    public List<Patch>? Patches { get; private set; }

    public bool Dead { get; set; }

    /// <summary>Whether this or anything it is part of has become null.</summary>
    public bool IsDead
    {
        get
        {
            for (var extent = this; extent is not null; extent = extent.Parent)
            {
                if (extent.Dead) return true;
            }
            return false;
        }
    }

    public void Add(Patch patch) => (Patches ??= []).Add(patch);

    /// <summary>Forgets holes at or after a position, because what they were part of is cut off.</summary>
    public void CutFrom(int position)
    {
        if (Patches is null) return;
        for (var i = Patches.Count - 1; i >= 0 && Patches[i].Start >= position; i--)
        {
            if (Patches[i].Hole is { } hole) hole.Dead = true;
            Patches.RemoveAt(i);
        }
    }

    /// <summary>Puts a null in the place of a region that was already written.</summary>
    public void NullOut(int start, int end)
    {
        foreach (var patch in Patches ?? [])
        {
            if (patch.Start >= start && patch.Start <= end && patch.Hole is { } hole) hole.Dead = true;
        }
        Add(new Patch(start, end, null));
    }
}

/// <summary>Bytes <paramref name="Start"/> to <paramref name="End"/> are replaced by a hole's value, or by null.</summary>
internal readonly record struct Patch(int Start, int End, Hole? Hole);

/// <summary>A field whose value was not there when its parent was written.</summary>
internal abstract class Hole(Execution execution, Extent parent, Region region) : Extent(parent)
{
    public Region Region { get; } = region;

    /// <summary>Called when the value is there, on any thread.</summary>
    public void Ready() => execution.OnReady(this);

    /// <summary>Writes the value; false when a null must move up.</summary>
    public abstract bool Write(Execution execution);
}

/// <summary>A value's place: in the response's tree (for paths) and in the buffer (for nulls that move up to it).</summary>
internal sealed class Region(Region? parent, PlannedField? field, int index, bool nonNull, Extent owner, int start)
{
    public Region? Parent { get; } = parent;

    public PlannedField? Field { get; } = field;

    public int Index { get; } = index;

    public bool NonNull { get; } = nonNull;

    public Extent Owner { get; } = owner;

    public int Start { get; } = start;

    public int End { get; set; } = start;
}
