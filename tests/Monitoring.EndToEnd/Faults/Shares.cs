namespace Monitoring.EndToEnd.Faults;

/// <summary>Who sends an account's postings: always the same one, so that they keep their order.</summary>
internal static class Shares
{
    public static int Of(string account, int senders) =>
        (account.Aggregate(17, static (hash, c) => unchecked((hash * 31) + c)) & int.MaxValue) % senders;
}
