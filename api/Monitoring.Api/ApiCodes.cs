namespace Monitoring.Api;

/// <summary>Codes of errors that the api itself gives. Relied on by clients: append only.</summary>
public static class ApiCodes
{
    /// <summary>Nobody signed in.</summary>
    public const string Unauthenticated = "UNAUTHENTICATED";

    /// <summary>The caller may not do that.</summary>
    public const string Forbidden = "FORBIDDEN";

    /// <summary>The name given for the caller cannot act.</summary>
    public const string BadUser = "BAD_USER";

    /// <summary>A page of another site asked.</summary>
    public const string ForeignOrigin = "FOREIGN_ORIGIN";

    /// <summary>A cursor is not one this server gave.</summary>
    public const string InvalidCursor = "INVALID_CURSOR";

    /// <summary>A cursor lies ahead of this server's newest: it is another server's, or the data was made anew.</summary>
    public const string CursorAhead = "CURSOR_AHEAD";

    /// <summary>A month is not of the form 2026-11.</summary>
    public const string InvalidMonth = "INVALID_MONTH";

    /// <summary>The month lies further back than averages are kept.</summary>
    public const string MonthNotKept = "MONTH_NOT_KEPT";

    /// <summary>A figure does not fit in the type it is promised in.</summary>
    public const string Overflow = "OVERFLOW";

    /// <summary>There is no such approval.</summary>
    public const string ApprovalNotFound = "APPROVAL_NOT_FOUND";

    /// <summary>Somebody decided it already, or it lapsed.</summary>
    public const string ApprovalDecided = "APPROVAL_DECIDED";

    /// <summary>What was asked for lies in an old part of the journal that was archived.</summary>
    public const string Archived = "ARCHIVED";

    /// <summary>The store does not answer just now; try again.</summary>
    public const string Unavailable = "UNAVAILABLE";
}
