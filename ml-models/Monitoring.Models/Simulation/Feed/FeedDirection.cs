namespace Monitoring.Models.Simulation;

/// <summary>As the bank books a customer's deposit account: credit raises it.</summary>
public enum FeedDirection
{
    /// <summary>Lowers the balance.</summary>
    Debit,

    /// <summary>Raises the balance.</summary>
    Credit,
}
