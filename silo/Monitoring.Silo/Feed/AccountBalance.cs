namespace Monitoring.Silo.Feed;

/// <summary>An account's balance as of a feed's answer.</summary>
/// <param name="Account">Account or settlement account.</param>
/// <param name="Sequence">Sequence of the last posting included.</param>
/// <param name="Balance">Minor units, credit-positive.</param>
public readonly record struct AccountBalance(string Account, long Sequence, long Balance);
