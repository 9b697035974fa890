namespace Monitoring.Contracts.Ledger;

/// <summary>Bounds on what one message may carry; each protects memory, an index or a page's width.</summary>
public static class Limits
{
    /// <summary>Characters of an id (account, posting, branch, staff): twice the longest id known of core systems.</summary>
    public const int IdLengthMax = 64;

    /// <summary>Characters of a name (counterparty, branch).</summary>
    public const int NameLengthMax = 200;

    /// <summary>Characters of a narrative or a note.</summary>
    public const int TextLengthMax = 1_000;

    /// <summary>Characters of a trace number: six digits in ISO 8583, some networks send twelve.</summary>
    public const int TraceLengthMax = 24;

    /// <summary>Declared counterparties of one account.</summary>
    public const int DeclaredCounterpartiesMax = 1_000;

    /// <summary>Related staff of one account.</summary>
    public const int RelatedStaffMax = 100;

    /// <summary>Depth of the branch tree; a county has three or four levels.</summary>
    public const int BranchDepthMax = 16;

    /// <summary>Earliest year of a booking; older ones are taken for errors of the sender.</summary>
    public const int BookedYearMin = 1990;

    /// <summary>Hours a booking may lie ahead of the bank's clock.</summary>
    public const int BookedAheadHoursMax = 24;

    /// <summary>Evidence kept from the start of an alert.</summary>
    public const int EvidenceFirst = 20;

    /// <summary>Evidence kept from the end of an alert.</summary>
    public const int EvidenceLast = 80;
}
