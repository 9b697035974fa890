namespace Monitoring.GraphQL;

/// <summary>The part of a scalar that does not depend on its C# type. Derive from <see cref="GraphQLScalar{T}"/>.</summary>
public abstract class GraphQLScalar
{
    private protected GraphQLScalar(string name) => Name = name;

    /// <summary>The name in the schema.</summary>
    public string Name { get; }

    /// <summary>The description in the schema.</summary>
    public string? Description { get; init; }

    /// <summary>The address of the scalar's specification, printed as <c>@specifiedBy</c>.</summary>
    public string? SpecifiedBy { get; init; }

    internal abstract Type ClrType { get; }

    /// <summary>Whether it is one of the specification's own five.</summary>
    internal bool IsSpecified => this is IntScalar or FloatScalar or StringScalar or BooleanScalar or IdScalar;

    internal abstract object ParseObject(ScalarInput input);
}
