namespace Monitoring.GraphQL;

internal static class FieldSuggestions
{
    /// <summary>Types with the field among those an abstract type can be: the most general ones first.</summary>
    public static IReadOnlyList<string> Types(Schema schema, CompositeType parent, string field)
    {
        if (!parent.IsAbstract) return [];
        var uses = new Dictionary<CompositeType, int>();
        foreach (var type in parent.PossibleTypes.Where(type => type.Find(field) is not null))
        {
            uses[type] = 1;
            foreach (var above in type.Interfaces.Where(above => above.Find(field) is not null)) uses[above] = uses.GetValueOrDefault(above) + 1;
        }
        var sorted = uses.Keys.ToList();
        sorted.Sort((a, b) => uses[b] != uses[a] ? uses[b] - uses[a]
            : a is InterfaceType && schema.IsSubType(a, b) ? -1
            : b is InterfaceType && schema.IsSubType(b, a) ? 1
            : NaturalComparer.Instance.Compare(a.Name, b.Name));
        return [.. sorted.Select(type => type.Name)];
    }
}
