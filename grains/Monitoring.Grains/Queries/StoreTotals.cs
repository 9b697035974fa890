namespace Monitoring.Grains.Queries;

/// <summary>Totals of the whole bank.</summary>
/// <param name="Postings">Postings accepted in the bank's whole life.</param>
/// <param name="Accounts">Accounts known, settlement accounts not included.</param>
/// <param name="SettlementAccounts">Settlement accounts known.</param>
/// <param name="AlertCursor">Cursor of the newest alert event; 0 before the first.</param>
public sealed record StoreTotals(long Postings, long Accounts, long SettlementAccounts, long AlertCursor);
