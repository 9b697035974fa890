namespace Monitoring.GraphQL;

/// <summary>A scalar whose values are of a C# type.</summary>
/// <typeparam name="T">The type resolvers return and take.</typeparam>
public abstract class GraphQLScalar<T>(string name) : GraphQLScalar(name) where T : notnull
{
    internal sealed override Type ClrType => typeof(T);

    /// <summary>Reads a literal or a variable's value.</summary>
    /// <exception cref="FormatException">The value is not one of this scalar; the message is shown to the client.</exception>
    public abstract T Parse(ScalarInput input);

    /// <summary>Writes a value into the response.</summary>
    /// <exception cref="FormatException">The value cannot be shown; the field becomes an error.</exception>
    public abstract void Write(T value, ScalarOutput output);

    internal sealed override object ParseObject(ScalarInput input) => Parse(input);
}
