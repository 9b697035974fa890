namespace Monitoring.GraphQL;

/// <summary>What kind of literal or JSON value a scalar is given.</summary>
public enum ScalarInputKind
{
    /// <summary>A whole number.</summary>
    Int,

    /// <summary>A number with fraction or exponent.</summary>
    Float,

    /// <summary>A string.</summary>
    String,

    /// <summary><c>true</c> or <c>false</c>.</summary>
    Boolean,

    /// <summary>An enum name (literals only).</summary>
    Enum,

    /// <summary>A list.</summary>
    List,

    /// <summary>An object.</summary>
    Object,

    /// <summary><c>null</c> inside a list or object.</summary>
    Null,
}
