using Orleans;

namespace Monitoring.Contracts.Grain;

/// <summary>Average of end-of-business-day balances over the days the account was open in a month, rounded half to even.</summary>
/// <param name="Month">First day of the month.</param>
/// <param name="Days">Days counted so far.</param>
/// <param name="Balance">Average, minor units.</param>
[GenerateSerializer, Alias("month-average"), Immutable]
public readonly record struct MonthAverage([property: Id(0)] DateOnly Month, [property: Id(1)] int Days, [property: Id(2)] long Balance);
