using Monitoring.Contracts.Ledger;

namespace Monitoring.Silo.Feed.Parsing;

/// <summary>The names by which the feed knows the contracts' closed lists; exact, and in the order of their numbers.</summary>
internal static class Choices
{
    public const string DirectionsAllowed = "credit, debit";
    public const string ChannelsAllowed = "counter, atm, pos, online, transfer, batch, clearing, interest, fee";
    public const string TypesAllowed = "branch, account, settlementAccount";
    public const string AccountKindsAllowed = "corporateCurrent, personalSavings, loan, shareCapital, internal";
    public const string OpenedByAllowed = "marketed, walkIn";
    public const string SettlementKindsAllowed = "cardClearingPayable, cardClearingReceivable, depositAnywhereTransit, creditCardClearing, "
        + "interOffice, centralBankReserve, nostro, atmCash";

    public static FieldNames Directions { get; } = Split(DirectionsAllowed);

    public static FieldNames Channels { get; } = Split(ChannelsAllowed);

    public static FieldNames Types { get; } = Split(TypesAllowed);

    public static FieldNames AccountKinds { get; } = Split(AccountKindsAllowed);

    public static FieldNames SettlementKinds { get; } = Split(SettlementKindsAllowed);

    public static FieldNames OpenedBy { get; } = Split(OpenedByAllowed);

    /// <summary>Numbers start at 1 in all of these lists.</summary>
    public static Direction DirectionAt(int index) => (Direction)(index + 1);

    public static Channel ChannelAt(int index) => (Channel)(index + 1);

    public static AccountKind AccountKindAt(int index) => (AccountKind)(index + 1);

    public static SettlementKind SettlementKindAt(int index) => (SettlementKind)(index + 1);

    public static OpenedBy OpenedByAt(int index) => (OpenedBy)(index + 1);

    private static FieldNames Split(string names) => new(names.Split(", "));
}
