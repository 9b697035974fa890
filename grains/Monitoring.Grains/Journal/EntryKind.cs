namespace Monitoring.Grains.Journal;

/// <summary>Kind of a journal entry. Stored: numbers are append-only.</summary>
public enum EntryKind : byte
{
    /// <summary>Posted.</summary>
    Posted = 1,

    /// <summary>AccountOpened.</summary>
    AccountOpened = 2,

    /// <summary>AccountChanged.</summary>
    AccountChanged = 3,

    /// <summary>SettlementOpened.</summary>
    SettlementOpened = 4,

    /// <summary>SettlementChanged.</summary>
    SettlementChanged = 5,

    /// <summary>BranchDeclared.</summary>
    BranchDeclared = 6,

    /// <summary>DayClosed.</summary>
    DayClosed = 7,

    /// <summary>AlertChanged.</summary>
    AlertChanged = 8,

    /// <summary>ModelScored.</summary>
    ModelScored = 9,
}
