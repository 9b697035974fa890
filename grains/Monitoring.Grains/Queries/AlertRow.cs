using Monitoring.Contracts.Alert;
using Monitoring.Contracts.Ledger;

namespace Monitoring.Grains.Queries;

/// <summary>An alert as of its last committed change.</summary>
/// <param name="Record">The alert.</param>
/// <param name="Grain">Whether it is an account's or a settlement account's.</param>
/// <param name="Cursor">Place of its last change among all changes of alerts, in commit order.</param>
/// <param name="RaisedCursor">Place of its first change; unique.</param>
public sealed record AlertRow(AlertRecord Record, GrainKind Grain, long Cursor, long RaisedCursor);
