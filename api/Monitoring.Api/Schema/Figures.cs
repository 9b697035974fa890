using Monitoring.GraphQL;

namespace Monitoring.Api.Schema;

/// <summary>Brings wide figures into the types the schema promises; what does not fit is an error, never a wrong number.</summary>
internal static class Figures
{
    public static long Long(Int128 value) =>
        value >= long.MinValue && value <= long.MaxValue ? (long)value : throw TooLarge();

    public static int Int(long value) => value is >= int.MinValue and <= int.MaxValue ? (int)value : throw TooLarge();

    private static GraphQLException TooLarge() => new("The figure is larger than its type can hold.", ApiCodes.Overflow);
}
