using Monitoring.Contracts.Feed;
using Monitoring.Contracts.Grain;
using Monitoring.Contracts.Ledger;
using Monitoring.Contracts.Reference;

namespace Monitoring.Models.Replay;

/// <summary>One thing that happened in a history, in the order in which the platform took it.</summary>
/// <param name="Account">Account or settlement account it belongs to.</param>
/// <param name="Body">
/// <see cref="AccountReference"/>, <see cref="SettlementReference"/>, <see cref="Posting"/>, <see cref="DayClosed"/>
/// or <see cref="AlertChanged"/>.
/// </param>
/// <param name="CaseId">The planted case a simulated posting belongs to; <c>null</c> for ordinary life and for real histories.</param>
public readonly record struct HistoryItem(string Account, object Body, string? CaseId = null);
