namespace Orleans;

/// <summary>Name of a grain class in grain ids; without it the class's name in lower case, less a final "grain".</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class GrainTypeAttribute(string grainType) : Attribute
{
    internal string Name { get; } = grainType;
}
