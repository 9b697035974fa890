namespace Monitoring.Grains.Queries;

/// <summary>An account that a day's end concerns.</summary>
/// <param name="Id">Its id.</param>
/// <param name="IsSettlementAccount">Whether it is a settlement account.</param>
public readonly record struct OpenDayAccount(string Id, bool IsSettlementAccount);
