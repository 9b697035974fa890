using System.Globalization;

namespace Monitoring.GraphQL;

/// <summary>The five scalars of the specification.</summary>
internal sealed class IntScalar() : GraphQLScalar<int>("Int")
{
    public override int Parse(ScalarInput input)
    {
        if (input.Kind != ScalarInputKind.Int) throw new FormatException($"Int cannot represent non-integer value: {input}");
        return int.TryParse(input.Text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            || (decimal.TryParse(input.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var whole)
                && whole is >= int.MinValue and <= int.MaxValue && (number = (int)whole) == whole)
            ? number
            : throw new FormatException($"Int cannot represent non 32-bit signed integer value: {input}");
    }

    public override void Write(int value, ScalarOutput output) => output.Number(value);
}

internal sealed class FloatScalar() : GraphQLScalar<double>("Float")
{
    public override double Parse(ScalarInput input)
    {
        if (input.Kind is ScalarInputKind.Int or ScalarInputKind.Float
            && double.TryParse(input.Text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            && (double.IsFinite(number) || input.IsLiteral))
        {
            return number;
        }
        throw new FormatException($"Float cannot represent non numeric value: {input}");
    }

    public override void Write(double value, ScalarOutput output)
    {
        if (!double.IsFinite(value))
            throw new FormatException($"Float cannot represent non numeric value: {value.ToString(CultureInfo.InvariantCulture)}");
        output.Number(value);
    }
}

internal sealed class StringScalar() : GraphQLScalar<string>("String")
{
    public override string Parse(ScalarInput input) => input.Kind == ScalarInputKind.String
        ? input.Text
        : throw new FormatException($"String cannot represent a non string value: {input}");

    public override void Write(string value, ScalarOutput output) => output.String(value);
}

internal sealed class BooleanScalar() : GraphQLScalar<bool>("Boolean")
{
    public override bool Parse(ScalarInput input) => input.Kind == ScalarInputKind.Boolean
        ? input.Text == "true"
        : throw new FormatException($"Boolean cannot represent a non boolean value: {input}");

    public override void Write(bool value, ScalarOutput output) => output.Boolean(value);
}

internal sealed class IdScalar() : GraphQLScalar<string>("ID")
{
    public override string Parse(ScalarInput input) => input.Kind is ScalarInputKind.String or ScalarInputKind.Int
        ? input.Text
        : throw new FormatException(input.IsLiteral
            ? $"ID cannot represent a non-string and non-integer value: {input}" : $"ID cannot represent value: {input}");

    public override void Write(string value, ScalarOutput output) => output.String(value);
}
