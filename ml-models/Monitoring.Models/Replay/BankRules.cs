using Monitoring.Domain.Detection;
using Monitoring.Domain.Ledger;
using Monitoring.Models.Simulation;
using DomainCalendar = Monitoring.Domain.Calendar.BankCalendar;

namespace Monitoring.Models.Replay;

/// <summary>What is in force in a simulated bank: the platform's own defaults.</summary>
public static class BankRules
{
    /// <summary>Day cut-off by default.</summary>
    public static readonly TimeOnly DayCutoff = new(22, 0);

    /// <summary>The calendar of a bank in Shanghai.</summary>
    public static DomainCalendar Calendar { get; } = new(
        TimeZoneInfo.CreateCustomTimeZone("Asia/Shanghai", SimulationOptions.ShanghaiOffset, "Asia/Shanghai", "Asia/Shanghai"), DayCutoff);

    /// <summary>Rules with the given parameters.</summary>
    public static LedgerRules With(DetectionParameters parameters) => new(parameters, Calendar, OpenUnknownAccounts: true);
}
