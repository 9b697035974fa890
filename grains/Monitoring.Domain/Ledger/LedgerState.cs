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
    private DayBook _days;
    private DetectionState _detection;
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
    public ref readonly DayBook Days => ref _days;

    /// <summary>What the rules remember.</summary>
    public ref readonly DetectionState Detection => ref _detection;

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
                ApplyPosted(posted, null);
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
                _detection.Put(changed.Alert);
                break;
            case ModelScored scored:
                _detection.Put(new ModelScore(scored.Score, scored.ModelVersion));
                break;
            default:
                throw new InvalidOperationException($"{happened.GetType().Name} is no event of an account.");
        }
    }

    /// <summary>Folds a posting whose party is known already; else as <see cref="Apply(LedgerEvent)"/>.</summary>
    internal void Apply(Posted posted, long party)
    {
        Sequence++;
        ApplyPosted(posted, party);
    }

    /// <summary>
    /// Says that a posting is to be decided soon: what it looks at is fetched from memory while the caller does something else. Changes nothing.
    /// </summary>
    public void Prefetch()
    {
        CacheLines.Prefetch(ref _detection);
        CacheLines.Prefetch(ref _days);
        _detection.Prefetch();
    }

    /// <summary>Puts back what a snapshot kept.</summary>
    internal void Restore(in DayBook days, in DetectionState detection) => (_days, _detection) = (days, detection);

    /// <summary>Whether <see cref="TakeDroppedParties"/> has any to give.</summary>
    public bool HasDroppedParties => _dropped is not null;

    /// <summary>Parties that memory dropped since the last call; the store keeps them.</summary>
    public IReadOnlyList<DroppedParty> TakeDroppedParties()
    {
        var dropped = (IReadOnlyList<DroppedParty>?)_dropped ?? [];
        _dropped = null;
        return dropped;
    }

    private void ApplyPosted(Posted posted, long? party)
    {
        var posting = posted.Posting;
        if (_days.OpenDay is { } open && open < posting.BusinessDate) ApplyDayClosed(open);
        var before = Balance;
        Balance = posted.BalanceAfter;
        PostingSequence = Sequence;
        PostingCount++;
        var booked = posting.BookedAt.UtcTicks;
        if (FirstPosting == 0) FirstPosting = booked;
        if (booked >= HighWater) (HighWater, HighWaterOffset) = (booked, (short)posting.BookedAt.TotalOffsetMinutes);
        if (posted.Late) LastLate = Sequence;
        _days.Add(posting.BusinessDate, posting.SignedAmount, before, _days.Day is null ? OpenedOn : null, posted.Reversed?.BusinessDate);
        if (posting.BalanceAfter is { } theirs && !posted.Late) _detection.BalanceDifference = Difference(Balance, theirs);
        var byCustomer = posting.IsCustomerInitiated;
        if (IsCustomerAccount)
        {
            if (posted.Reversed is { } target) Forget(posted, target);
            else if (byCustomer) Remember(posted, party ?? PartyHash.Of(posting), before);
        }

        if (byCustomer) LastCustomerMovement = Math.Max(LastCustomerMovement, booked);
    }

    /// <summary>A difference too large for 64 bits is told as the largest that fits; it is a difference all the same.</summary>
    private static long Difference(long ours, long theirs)
    {
        var difference = unchecked(ours - theirs);
        // It wrapped when the signs differ and the result's is not ours.
        var wrapped = ((ours ^ theirs) & (ours ^ difference)) < 0;
        return wrapped ? ours < 0 ? -long.MaxValue : long.MaxValue : Math.Max(difference, -long.MaxValue);
    }

    private void Forget(Posted posted, ReversedPosting target)
    {
        if ((posted.Marks & PostingMarks.BankBookingReversed) == 0) _detection.TakeOut(posted.Posting, target);
    }

    private void Remember(Posted posted, long party, long balanceBefore)
    {
        var posting = posted.Posting;
        var month = MonthNumber(posting.BusinessDate);
        _detection.Take(posting.Amount, month);
        RememberFeatures(posted, party, month, balanceBefore);
        if (party != 0 && _detection.Touch(party, HighWater, posting.SignedAmount > 0, month) is { } dropped)
        {
            (_dropped ??= []).Add(new DroppedParty(dropped.Party, dropped.LastSeen));
        }

        var large = (posted.Marks & PostingMarks.Large) != 0;
        if ((posted.Marks & PostingMarks.OpeningLarge) != 0) _detection.PutOpening(new EvidenceItem(Sequence, posting.SignedAmount));
        if ((posted.Marks & PostingMarks.Habit) == 0)
        {
            _detection.Take(new RecentPosting(Sequence, HighWater, posting.SignedAmount, party | (large ? 1L : 0)));
        }
    }

    private void RememberFeatures(Posted posted, long party, int month, long balanceBefore)
    {
        var (posting, account) = (posted.Posting, Account!);
        var (lastSeen, months) = party == 0 ? default : _detection.Parties.Look(party, posting.SignedAmount > 0, month);
        _detection.Take(new FeaturePosting
        {
            Posting = posting,
            At = HighWater,
            OffsetMinutes = HighWaterOffset,
            Party = party,
            PartyKnown = lastSeen != 0,
            PartyMonths = months,
            Before = LastCustomerMovement != 0 ? LastCustomerMovement : account.OpenedAt?.UtcTicks ?? 0,
            BalanceBefore = balanceBefore,
            BeneathLimit = (posted.Marks & PostingMarks.BeneathLimit) != 0,
            Away = posting.Branch is { } branch && branch != account.Branch,
            OwnTeller = SelfDealingRule.IsOwn(posting, account),
        });
    }

    private void ApplyDayClosed(DateOnly date)
    {
        LastClosed = date;
        if (_days.OpenDay is not { } open || open > date) return;
        _days.Close();
        if (IsCustomerAccount) _detection.EndDay(new DayEnd(open.DayNumber, Balance, PostingSequence));
    }
}
