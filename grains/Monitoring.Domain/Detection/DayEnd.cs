namespace Monitoring.Domain.Detection;

/// <summary>How an active day ended.</summary>
/// <param name="Day">Day number of the business date.</param>
/// <param name="Balance">Balance at its end, minor units.</param>
/// <param name="Sequence">Sequence of the account's last posting then.</param>
public readonly record struct DayEnd(int Day, long Balance, long Sequence);
