using Monitoring.Contracts.Ledger;

namespace Monitoring.Silo.Stores;

/// <summary>Spaces of ids. Stored: numbers are append-only.</summary>
internal static class IdSpace
{
    /// <summary>Accounts and settlement accounts.</summary>
    public const int Ledgers = 1;

    /// <summary>Branches.</summary>
    public const int Branches = 2;

    /// <summary>The space in which a grain's id is unique.</summary>
    public static int Of(GrainKind kind) => kind == GrainKind.Branch ? Branches : Ledgers;
}
