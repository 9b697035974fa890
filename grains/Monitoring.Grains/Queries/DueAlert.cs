using Monitoring.Contracts.Alert;
using Monitoring.Contracts.Ledger;

namespace Monitoring.Grains.Queries;

/// <summary>An alert whose time limit is over.</summary>
/// <param name="Id">The alert.</param>
/// <param name="Account">Account or settlement account that decides about it.</param>
/// <param name="Grain">Which of the two.</param>
/// <param name="Level">Level it stands at.</param>
/// <param name="DueAt">When the limit ended, in UTC.</param>
public readonly record struct DueAlert(AlertId Id, string Account, GrainKind Grain, int Level, DateTimeOffset DueAt);
