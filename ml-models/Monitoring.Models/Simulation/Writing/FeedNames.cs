namespace Monitoring.Models.Simulation;

/// <summary>The feed format's own spelling of names.</summary>
public static class FeedNames
{
    /// <summary>counter, atm, pos, online, transfer, batch, clearing, interest, fee.</summary>
    public static string Of(FeedChannel channel) => channel switch
    {
        FeedChannel.Counter => "counter",
        FeedChannel.Atm => "atm",
        FeedChannel.Pos => "pos",
        FeedChannel.Online => "online",
        FeedChannel.Transfer => "transfer",
        FeedChannel.Batch => "batch",
        FeedChannel.Clearing => "clearing",
        FeedChannel.Interest => "interest",
        FeedChannel.Fee => "fee",
        _ => throw new ArgumentOutOfRangeException(nameof(channel), channel, null),
    };

    /// <summary>credit or debit.</summary>
    public static string Of(FeedDirection direction) => direction == FeedDirection.Credit ? "credit" : "debit";

    /// <summary>Account kinds in camel case.</summary>
    public static string Of(FeedAccountKind kind) => Camel(kind.ToString());

    /// <summary>Settlement kinds in camel case.</summary>
    public static string Of(FeedSettlementKind kind) => Camel(kind.ToString());

    /// <summary>Patterns in camel case, for label files.</summary>
    public static string Of(PatternKind kind) => Camel(kind.ToString());

    /// <summary>Roles in camel case, for label files.</summary>
    public static string Of(CaseRole role) => Camel(role.ToString());

    /// <summary>Life events in camel case, for label files.</summary>
    public static string Of(LifeEventKind kind) => Camel(kind.ToString());

    /// <summary>Populations in camel case, for label files.</summary>
    public static string Of(Population population) => Camel(population.ToString());

    /// <summary>The disguises worn, in camel case.</summary>
    public static IReadOnlyList<string> Of(Disguise disguise) =>
        [.. Enum.GetValues<Disguise>().Where(one => one != Disguise.None && (disguise & one) != 0).Select(one => Camel(one.ToString()))];

    /// <summary>marketed or walkIn.</summary>
    public static string OpenedBy(bool walkIn) => walkIn ? "walkIn" : "marketed";

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];
}
