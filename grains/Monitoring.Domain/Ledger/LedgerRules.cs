using Monitoring.Domain.Calendar;
using Monitoring.Domain.Detection;
using Monitoring.Domain.Model;

namespace Monitoring.Domain.Ledger;

/// <summary>What is in force when accounts decide. Immutable, shared by all.</summary>
/// <param name="Parameters">Parameters of detection, validated.</param>
/// <param name="Calendar">The bank's calendar.</param>
/// <param name="OpenUnknownAccounts">Whether a posting to an id that is not known opens an account, or is rejected.</param>
public sealed record LedgerRules(DetectionParameters Parameters, BankCalendar Calendar, bool OpenUnknownAccounts)
{
    /// <summary>The model; <c>null</c> when there is none, and only the rules look.</summary>
    public ModelInForce? Model { get; init; }

    /// <summary>Branch of an account whose first posting names none.</summary>
    public const string UnassignedBranch = "UNASSIGNED";
}
