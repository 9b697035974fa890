namespace Monitoring.Silo.Feed;

/// <summary>What becomes of a posting to an account that nobody declared.</summary>
public enum UnknownAccounts
{
    /// <summary>It opens the account.</summary>
    Open,

    /// <summary>It is rejected.</summary>
    Reject,
}
