using Monitoring.Contracts.Reference;

namespace Monitoring.Silo.Feed.Parsing;

/// <summary>One record of reference data: exactly one of the three is set.</summary>
internal sealed record ReferenceRecord(string Id, BranchReference? Branch, AccountReference? Account, SettlementReference? Settlement);
