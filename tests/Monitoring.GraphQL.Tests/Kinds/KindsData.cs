namespace Monitoring.GraphQL.Tests.Kinds;

internal static class KindsData
{
    public static readonly Person Alice = new("p1", "Alice", 40);
    public static readonly Person Bob = new("p2", "Bob \"the\" Ünder\n", 21);
    public static readonly Person Nobody = new("p3", null, 30);
    public static readonly Robot Robby = new("r1", "Robby", "T-1", 9007199254740991);
    public static readonly Place Earth = new("Earth", null, 1);
    public static readonly Place Town = new("Town", Earth, 2);

    /// <summary>What a resolver returns that breaks its promise.</summary>
    public static string? Nothing => null;

    public static IReadOnlyList<IBeing> Beings { get; } = [Alice, Bob, Nobody, Robby];

    public static IReadOnlyList<IThing> Things { get; } = [Alice, Robby, Town];

    public static IEnumerable<IBeing> FriendsOf(string id) => Beings.Where(being => being.Id != id);
}
