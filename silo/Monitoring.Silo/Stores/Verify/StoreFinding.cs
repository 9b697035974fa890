namespace Monitoring.Silo.Stores.Verify;

/// <summary>Something in the store that contradicts the journal or itself.</summary>
/// <param name="Kind">What sort of contradiction.</param>
/// <param name="Detail">Where, with both figures; ids and numbers only.</param>
public sealed record StoreFinding(StoreFindingKind Kind, string Detail);
