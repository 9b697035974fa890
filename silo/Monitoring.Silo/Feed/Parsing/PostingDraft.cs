using Monitoring.Contracts.Feed;
using Monitoring.Contracts.Ledger;

namespace Monitoring.Silo.Feed.Parsing;

/// <summary>A posting while its fields come in.</summary>
internal sealed class PostingDraft : RecordDraft<Posting>
{
    private static readonly FieldNames FieldList = new(
        "postingId", "account", "direction", "amount", "currency", "bookedAt", "branch", "channel", "counterparty", "counterpartyName",
        "trace", "teller", "valueDate", "reversalOf", "narrative", "balanceAfter", "businessDate");

    private readonly FieldReader _read;
    private readonly FeedRules _rules;
    private string? _postingId;
    private string? _account;
    private int _direction;
    private long? _amount;
    private string? _currency;
    private DateTimeOffset? _bookedAt;
    private string? _branch;
    private int _channel;
    private string? _counterparty;
    private string? _counterpartyName;
    private string? _trace;
    private string? _teller;
    private DateOnly? _valueDate;
    private string? _reversalOf;
    private string? _narrative;
    private long? _balanceAfter;
    private DateOnly? _businessDate;

    public PostingDraft(FeedRules rules)
        : base(FieldList)
    {
        _rules = rules;
        _read = new FieldReader(this);
    }

    private enum Field
    {
        PostingId,
        Account,
        Direction,
        Amount,
        Currency,
        BookedAt,
        Branch,
        Channel,
        Counterparty,
        CounterpartyName,
        Trace,
        Teller,
        ValueDate,
        ReversalOf,
        Narrative,
        BalanceAfter,
        BusinessDate,
    }

    public override string? RecordId => _postingId;

    public override string Path => FeedPaths.Postings;

    public override IReadOnlyList<int> HeaderFields { get; } =
        [(int)Field.PostingId, (int)Field.Account, (int)Field.Direction, (int)Field.Amount, (int)Field.Currency, (int)Field.BookedAt];

    public override void Begin()
    {
        base.Begin();
        _postingId = _account = _currency = _branch = null;
        _counterparty = _counterpartyName = _trace = _teller = _reversalOf = _narrative = null;
        _direction = _channel = -1;
        _amount = _balanceAfter = null;
        _bookedAt = null;
        _valueDate = _businessDate = null;
    }

    public override void Set(int field, scoped FieldToken token)
    {
        switch ((Field)field)
        {
            case Field.PostingId: _postingId = _read.Text(field, token, Limits.IdLengthMax); break;
            case Field.Account: _account = _read.Text(field, token, Limits.IdLengthMax); break;
            case Field.Direction:
                _direction = _read.Choice(field, token, Choices.Directions, FeedCodes.DirectionUnknown, Choices.DirectionsAllowed);
                break;
            case Field.Amount: _amount = _read.Whole(field, token); break;
            case Field.Currency: _currency = _read.Currency(field, token); break;
            case Field.BookedAt: _bookedAt = _read.Instant(field, token); break;
            case Field.Branch: _branch = _read.Text(field, token, Limits.IdLengthMax, repeats: true); break;
            case Field.Channel:
                _channel = _read.Choice(field, token, Choices.Channels, FeedCodes.ChannelUnknown, Choices.ChannelsAllowed);
                break;
            case Field.Counterparty: _counterparty = _read.Text(field, token, Limits.IdLengthMax); break;
            case Field.CounterpartyName: _counterpartyName = _read.Text(field, token, Limits.NameLengthMax); break;
            case Field.Trace: _trace = _read.Text(field, token, Limits.TraceLengthMax); break;
            case Field.Teller: _teller = _read.Text(field, token, Limits.IdLengthMax, repeats: true); break;
            case Field.ValueDate: _valueDate = _read.Date(field, token); break;
            case Field.ReversalOf: _reversalOf = _read.Text(field, token, Limits.IdLengthMax); break;
            case Field.Narrative: _narrative = _read.Text(field, token, Limits.TextLengthMax); break;
            case Field.BalanceAfter: _balanceAfter = _read.Whole(field, token); break;
            case Field.BusinessDate: _businessDate = _read.Date(field, token); break;
        }
    }

    public override Posting? Build()
    {
        CheckRequired();
        if (_amount <= 0) FailAmount(_amount.Value);
        if (_bookedAt is { } booked) CheckBooked(booked);
        if (HasFault) return null;
        var bookedAt = _bookedAt!.Value;
        if (BusinessDateOf(bookedAt) is not { } businessDate) return null;
        return new Posting
        {
            PostingId = _postingId!,
            Account = _account!,
            Direction = Choices.DirectionAt(_direction),
            Amount = _amount!.Value,
            Currency = _currency!,
            BookedAt = bookedAt,
            BusinessDate = businessDate,
            Branch = _branch,
            Channel = _channel < 0 ? null : Choices.ChannelAt(_channel),
            Counterparty = _counterparty,
            CounterpartyName = _counterpartyName,
            Trace = _trace,
            Teller = _teller,
            ValueDate = _valueDate,
            ReversalOf = _reversalOf,
            Narrative = _narrative,
            BalanceAfter = _balanceAfter,
            Key = PostingKey.Of(_postingId!),
            ContentHash = HashOf(bookedAt, businessDate),
        };
    }

    /// <summary>The content's hash, taken before the posting is made: it cannot be set afterwards.</summary>
    private long HashOf(DateTimeOffset bookedAt, DateOnly businessDate) => PostingContent.Hash(new PostingIdentity
    {
        Account = _account!,
        Direction = Choices.DirectionAt(_direction),
        Amount = _amount!.Value,
        Currency = _currency!,
        BookedAt = bookedAt,
        BusinessDate = businessDate,
        Branch = _branch,
        Channel = _channel < 0 ? null : Choices.ChannelAt(_channel),
        Counterparty = _counterparty,
        Trace = _trace,
        Teller = _teller,
        ValueDate = _valueDate,
        ReversalOf = _reversalOf,
        BalanceAfter = _balanceAfter,
    });

    private void CheckRequired()
    {
        if (_postingId is null) FailMissing((int)Field.PostingId);
        if (_account is null) FailMissing((int)Field.Account);
        if (_direction < 0) FailMissing((int)Field.Direction);
        if (_amount is null) FailMissing((int)Field.Amount);
        if (_currency is null) FailMissing((int)Field.Currency);
        if (_bookedAt is null) FailMissing((int)Field.BookedAt);
    }

    private void FailAmount(long amount) =>
        Fail((int)Field.Amount, FeedCodes.AmountNotPositive, $"amount is {amount}; it must be positive, the direction tells the side.");

    private void CheckBooked(DateTimeOffset bookedAt)
    {
        if (bookedAt < _rules.BookedMin)
        {
            Fail((int)Field.BookedAt, FeedCodes.BookedTooEarly,
                $"bookedAt is {bookedAt:O}; bookings before {Limits.BookedYearMin} are not taken.");
        }
        else if (bookedAt > _rules.BookedMax())
        {
            Fail(
                (int)Field.BookedAt,
                FeedCodes.BookedInFuture,
                $"bookedAt is {bookedAt:O}, more than {Limits.BookedAheadHoursMax} hours ahead of the bank's clock.");
        }
    }

    private DateOnly? BusinessDateOf(DateTimeOffset bookedAt)
    {
        var derived = _rules.Calendar.BusinessDateOf(bookedAt);
        if (_businessDate is not { } given) return derived;
        if (Math.Abs(given.DayNumber - derived.DayNumber) <= FeedRules.BusinessDateDaysMax) return given;
        Fail(
            (int)Field.BusinessDate,
            FeedCodes.BusinessDateImplausible,
            $"businessDate is {given:O}; it must lie within {FeedRules.BusinessDateDaysMax} days of the booking's own, {derived:O}.");
        return null;
    }
}
