using Monitoring.Contracts.Feed;
using Monitoring.Contracts.Grain;
using Monitoring.Contracts.Reference;

namespace Monitoring.Domain.Ledger;

/// <summary>Decides on reference records of accounts and settlement accounts. What a record leaves out stays as it was.</summary>
public static class ReferenceDecision
{
    /// <summary>Declares an account or updates it.</summary>
    public static ReferenceOutcome Declare(Decision decision, AccountReference record)
    {
        var state = decision.State;
        if (state.Settlement is not null) return KindConflict("The id is a settlement account's.");
        if (RefuseOpening(record.OpeningBalance) is { } tooLow) return tooLow;
        if (state.Account is not { } known)
        {
            decision.Record(new AccountOpened(record with { OpeningBalance = record.OpeningBalance ?? 0 }, ByPosting: false));
            return new ReferenceOutcome(Changed: true);
        }

        if (known.Kind != record.Kind && !state.Provisional) return KindConflict($"The account is known as {known.Kind}.");
        if (Refuse(state, record.Currency, record.OpeningBalance) is { } refused) return refused;
        var merged = record with
        {
            OpenedAt = record.OpenedAt ?? known.OpenedAt,
            OpenedBy = record.OpenedBy == 0 ? known.OpenedBy : record.OpenedBy,
            OpeningBalance = record.OpeningBalance ?? known.OpeningBalance,
            Customer = record.Customer ?? known.Customer,
            DeclaredCounterparties = record.DeclaredCounterparties ?? known.DeclaredCounterparties,
            OwnerStaff = record.OwnerStaff ?? known.OwnerStaff,
            RelatedStaff = record.RelatedStaff ?? known.RelatedStaff,
        };
        if (!state.Provisional && Same(merged, known)) return default;
        decision.Record(new AccountChanged(merged));
        return new ReferenceOutcome(Changed: true);
    }

    /// <summary>Declares a settlement account or updates it.</summary>
    public static ReferenceOutcome Declare(Decision decision, SettlementReference record)
    {
        var state = decision.State;
        if (state.Account is not null) return KindConflict("The id is an account's.");
        if (RefuseOpening(record.OpeningBalance) is { } tooLow) return tooLow;
        if (state.Settlement is not { } known)
        {
            decision.Record(new SettlementOpened(record with { OpeningBalance = record.OpeningBalance ?? 0 }));
            return new ReferenceOutcome(Changed: true);
        }

        if (known.Kind != record.Kind) return KindConflict($"The settlement account is known as {known.Kind}.");
        if (Refuse(state, record.Currency, record.OpeningBalance) is { } refused) return refused;
        var merged = record with { OpeningBalance = record.OpeningBalance ?? known.OpeningBalance };
        if (merged == known) return default;
        decision.Record(new SettlementChanged(merged));
        return new ReferenceOutcome(Changed: true);
    }

    private static ReferenceOutcome? Refuse(LedgerState state, string currency, long? openingBalance)
    {
        if (currency != state.Currency)
        {
            return new ReferenceOutcome(false, FeedCodes.CurrencyConflict, "currency", $"The account is kept in {state.Currency}.");
        }

        return openingBalance is { } opening && opening != state.OpeningBalance && state.PostingCount > 0
            ? new ReferenceOutcome(
                false, FeedCodes.OpeningBalanceConflict, "openingBalance", "The opening balance can be set only before the first posting.")
            : null;
    }

    // The smallest 64-bit number is left out because it has no absolute value.
    private static ReferenceOutcome? RefuseOpening(long? openingBalance) => openingBalance == long.MinValue
        ? new ReferenceOutcome(false, FeedCodes.Overflow, "openingBalance", "The opening balance does not fit.")
        : null;

    private static ReferenceOutcome KindConflict(string message) => new(false, FeedCodes.KindConflict, "kind", message);

    private static bool Same(AccountReference a, AccountReference b) =>
        a with { DeclaredCounterparties = null, RelatedStaff = null } == b with { DeclaredCounterparties = null, RelatedStaff = null }
        && Same(a.DeclaredCounterparties, b.DeclaredCounterparties)
        && Same(a.RelatedStaff, b.RelatedStaff);

    private static bool Same(IReadOnlyList<string>? a, IReadOnlyList<string>? b) =>
        ReferenceEquals(a, b) || (a ?? []).SequenceEqual(b ?? []);
}
