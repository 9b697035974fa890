using Monitoring.Contracts.Alert;
using Monitoring.Contracts.Feed;
using Monitoring.Contracts.Grain;
using Monitoring.Contracts.Ledger;
using Monitoring.Contracts.Reference;
using Monitoring.Domain.Detection;
using Monitoring.Domain.Model;

namespace Monitoring.Domain.Ledger;

/// <summary>
/// All that is known of one account or settlement account, folded event by event; the same events in the same order give the same state,
/// byte for byte. Not thread-safe: it belongs to one grain.
/// </summary>
public sealed class LedgerState
{
    private List<DroppedParty>? _dropped;

    /// <summary>The account's reference data; <c>null</c> for a settlement account or before it is opened.</summary>
    public AccountReference? Account { get; internal set; }

    /// <summary>The settlement account's reference data; <c>null</c> for an account or before it is opened.</summary>
    public SettlementReference? Settlement { get; internal set; }

    /// <summary>Whether its first posting opened it and nobody declared it since.</summary>
    public bool Provisional { get; internal set; }

    /// <summary>Number of events folded: the sequence of the last.</summary>
    public long Sequence { get; internal set; }

    /// <summary>Sequence of the last posting; 0 before the first.</summary>
    public long PostingSequence { get; internal set; }

    /// <summary>Number of postings.</summary>
    public long PostingCount { get; internal set; }

    /// <summary>Ledger balance, minor units, credit-positive.</summary>
    public long Balance { get; internal set; }

    /// <summary>Latest booking, UTC ticks; 0 before the first. Event time of the windows.</summary>
    public long HighWater { get; internal set; }

    /// <summary>Offset of the latest booking, minutes.</summary>
    public short HighWaterOffset { get; internal set; }

    /// <summary>First booking by arrival, UTC ticks; 0 before it.</summary>
    public long FirstPosting { get; internal set; }

    /// <summary>Latest customer-initiated booking, UTC ticks; 0 before the first.</summary>
    public long LastCustomerMovement { get; internal set; }

    /// <summary>Sequence of the last posting booked earlier than one before it; 0 for none.</summary>
    public long LastLate { get; internal set; }

    /// <summary>Last day closed, of the calendar; <c>null</c> before the first.</summary>
    public DateOnly? LastClosed { get; internal set; }

    /// <summary>Days and months.</summary>
    public DayBook Days { get; internal set; } = new();

    /// <summary>What the rules remember.</summary>
    public DetectionState Detection { get; internal set; } = new();

    /// <summary>Whether the account was opened.</summary>
    public bool Exists => Account is not null || Settlement is not null;

    /// <summary>The branch it belongs to; it exists.</summary>
    public string Branch => Account?.Branch ?? Settlement!.Branch;

    /// <summary>Its currency; it exists.</summary>
    public string Currency => Account?.Currency ?? Settlement!.Currency;

    /// <summary>Its id; it exists.</summary>
    public string Id => Account?.Id ?? Settlement!.Id;

    /// <summary>Balance before the first posting, minor units.</summary>
    public long OpeningBalance => Account?.OpeningBalance ?? Settlement?.OpeningBalance ?? 0;

    /// <summary>Whether it is a customer's deposit account, of which movements and sizes are remembered for the rules.</summary>
    public bool IsCustomerAccount => Account?.Kind is AccountKind.CorporateCurrent or AccountKind.PersonalSavings;

    /// <summary>Day it was opened by the sender's own offset, when known.</summary>
    public DateOnly? OpenedOn => Account?.OpenedAt is { } opened ? DateOnly.FromDateTime(opened.DateTime) : null;

    /// <summary>Number of a month as the memories count it.</summary>
    public static int MonthNumber(DateOnly date) => (date.Year * 12) + date.Month - 1;

    /// <summary>Folds one event.</summary>
    /// <exception cref="OverflowException">A sum does not fit; the decision that made the event is wrong.</exception>
    /// <exception cref="InvalidOperationException">The event does not belong to an account or settlement account.</exception>
    public void Apply(LedgerEvent happened)
    {
        Sequence++;
        switch (happened)
        {
            case Posted posted:
                ApplyPosted(posted);
                break;
            case AccountOpened opened:
                Account = opened.Reference;
                Provisional = opened.ByPosting;
                Balance = OpeningBalance;
                break;
            case AccountChanged changed:
                Account = changed.Reference;
                Provisional = false;
                if (PostingCount == 0) Balance = OpeningBalance;
                break;
            case SettlementOpened opened:
                Settlement = opened.Reference;
                Balance = OpeningBalance;
                break;
            case SettlementChanged changed:
                Settlement = changed.Reference;
                if (PostingCount == 0) Balance = OpeningBalance;
                break;
            case DayClosed closed:
                ApplyDayClosed(closed.Date);
                break;
            case AlertChanged changed:
                Detection.Put(changed.Alert);
                break;
            case ModelScored scored:
                Detection.Score = new ModelScore(scored.Score, scored.ModelVersion);
                break;
            default:
                throw new InvalidOperationException($"{happened.GetType().Name} is no event of an account.");
        }
    }

    /// <summary>Whether <see cref="TakeDroppedParties"/> has any to give.</summary>
    public bool HasDroppedParties => _dropped is not null;

    /// <summary>Parties that memory dropped since the last call; the store keeps them.</summary>
    public IReadOnlyList<DroppedParty> TakeDroppedParties()
    {
        var dropped = (IReadOnlyList<DroppedParty>?)_dropped ?? [];
        _dropped = null;
        return dropped;
    }

    private void ApplyPosted(Posted posted)
    {
        var posting = posted.Posting;
        if (Days.OpenDay is { } open && open < posting.BusinessDate) ApplyDayClosed(open);
        var before = Balance;
        Balance = posted.BalanceAfter;
        PostingSequence = Sequence;
        PostingCount++;
        var booked = posting.BookedAt.UtcTicks;
        if (FirstPosting == 0) FirstPosting = booked;
        if (booked >= HighWater) (HighWater, HighWaterOffset) = (booked, (short)posting.BookedAt.TotalOffsetMinutes);
        if (posted.Late) LastLate = Sequence;
        Days.Add(posting.BusinessDate, posting.SignedAmount, before, OpenedOn, posted.Reversed?.BusinessDate);
        if (posting.BalanceAfter is { } theirs && !posted.Late) Detection.BalanceDifference = Difference(Balance, theirs);
        if (IsCustomerAccount) Remember(posted, before);
        if (posting.IsCustomerInitiated) LastCustomerMovement = Math.Max(LastCustomerMovement, booked);
    }

    /// <summary>A difference too large for 64 bits is told as the largest that fits; it is a difference all the same.</summary>
    private static long Difference(long ours, long theirs) => (long)Int128.Clamp((Int128)ours - theirs, -long.MaxValue, long.MaxValue);

    private void Remember(Posted posted, long balanceBefore)
    {
        var posting = posted.Posting;
        var month = MonthNumber(posting.BusinessDate);
        if (posted.Reversed is { } target)
        {
            if ((posted.Marks & PostingMarks.BankBookingReversed) != 0) return;
            var at = Detection.Recent?.Remove(target.Sequence) ?? 0;
            Detection.Features?.TakeOut(-posting.SignedAmount, posting.Currency, at, target.BusinessDate);
            if (Detection.OpeningCredit.Sequence == target.Sequence) Detection.OpeningCredit = default;
            if (Detection.OpeningDebit.Sequence == target.Sequence) Detection.OpeningDebit = default;
            Detection.Amounts?.Remove(posting.Amount, MonthNumber(target.BusinessDate));
            return;
        }

        if (!posting.IsCustomerInitiated) return;
        Detection.UseAmounts().Add(posting.Amount, month);
        var party = PartyHash.Of(posting);
        RememberFeatures(posted, party, month, balanceBefore);
        if (party != 0 && Detection.UseParties().Touch(party, HighWater, posting.SignedAmount > 0, month) is { } dropped)
        {
            (_dropped ??= []).Add(new DroppedParty(dropped.Party, dropped.LastSeen));
        }

        var large = (posted.Marks & PostingMarks.Large) != 0;
        if ((posted.Marks & PostingMarks.OpeningLarge) != 0) RememberOpening(posting.SignedAmount);
        if ((posted.Marks & PostingMarks.Habit) == 0)
        {
            Detection.UseRecent().Add(new RecentPosting(Sequence, HighWater, posting.SignedAmount, party | (large ? 1L : 0)));
        }
    }

    private void RememberFeatures(Posted posted, long party, int month, long balanceBefore)
    {
        var (posting, account, parties) = (posted.Posting, Account!, party == 0 ? null : Detection.Parties);
        Detection.UseFeatures().Take(new FeaturePosting
        {
            Posting = posting,
            At = HighWater,
            OffsetMinutes = HighWaterOffset,
            Party = party,
            PartyKnown = parties is not null && parties.LastSeen(party) != 0,
            PartyMonths = parties?.MonthsBefore(party, posting.SignedAmount > 0, month) ?? 0,
            Before = LastCustomerMovement != 0 ? LastCustomerMovement : account.OpenedAt?.UtcTicks ?? 0,
            BalanceBefore = balanceBefore,
            BeneathLimit = (posted.Marks & PostingMarks.BeneathLimit) != 0,
            Away = posting.Branch is { } branch && branch != account.Branch,
            OwnTeller = SelfDealingRule.IsOwn(posting, account),
        });
    }

    private void RememberOpening(long amount)
    {
        var item = new EvidenceItem(Sequence, amount);
        if (amount > 0) Detection.OpeningCredit = item;
        else Detection.OpeningDebit = item;
    }

    private void ApplyDayClosed(DateOnly date)
    {
        LastClosed = date;
        if (Days.OpenDay is not { } open || open > date) return;
        Days.Close();
        if (IsCustomerAccount) Detection.EndDay(new DayEnd(open.DayNumber, Balance, PostingSequence));
    }
}
