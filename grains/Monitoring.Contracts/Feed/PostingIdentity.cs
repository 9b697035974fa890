using Monitoring.Contracts.Ledger;

namespace Monitoring.Contracts.Feed;

/// <summary>
/// What makes a posting this posting, so that its hash can be had before the posting is made: see <see cref="PostingContent"/>. Fields mean
/// what those of <see cref="Posting"/> do.
/// </summary>
public readonly ref struct PostingIdentity
{
    /// <inheritdoc cref="Posting.Account"/>
    public required string Account { get; init; }

    /// <inheritdoc cref="Posting.Direction"/>
    public required Direction Direction { get; init; }

    /// <inheritdoc cref="Posting.Amount"/>
    public required long Amount { get; init; }

    /// <inheritdoc cref="Posting.Currency"/>
    public required string Currency { get; init; }

    /// <inheritdoc cref="Posting.BookedAt"/>
    public required DateTimeOffset BookedAt { get; init; }

    /// <inheritdoc cref="Posting.BusinessDate"/>
    public required DateOnly BusinessDate { get; init; }

    /// <inheritdoc cref="Posting.Branch"/>
    public required string? Branch { get; init; }

    /// <inheritdoc cref="Posting.Channel"/>
    public required Channel? Channel { get; init; }

    /// <inheritdoc cref="Posting.Counterparty"/>
    public required string? Counterparty { get; init; }

    /// <inheritdoc cref="Posting.Trace"/>
    public required string? Trace { get; init; }

    /// <inheritdoc cref="Posting.Teller"/>
    public required string? Teller { get; init; }

    /// <inheritdoc cref="Posting.ValueDate"/>
    public required DateOnly? ValueDate { get; init; }

    /// <inheritdoc cref="Posting.ReversalOf"/>
    public required string? ReversalOf { get; init; }

    /// <inheritdoc cref="Posting.BalanceAfter"/>
    public required long? BalanceAfter { get; init; }
}
