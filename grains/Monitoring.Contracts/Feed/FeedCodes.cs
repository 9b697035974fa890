namespace Monitoring.Contracts.Feed;

/// <summary>Codes with which a line of the feed is rejected. Relied on by senders: append only, never rename.</summary>
public static class FeedCodes
{
    /// <summary>The line is not an object of the format, or a CSV row has another number of fields than its header.</summary>
    public const string Malformed = "MALFORMED";

    /// <summary>A required field is missing or empty.</summary>
    public const string FieldMissing = "FIELD_MISSING";

    /// <summary>A field the format does not know.</summary>
    public const string FieldUnknown = "FIELD_UNKNOWN";

    /// <summary>A field stands twice in one object.</summary>
    public const string FieldRepeated = "FIELD_REPEATED";

    /// <summary>A field has another type than the format says.</summary>
    public const string FieldType = "FIELD_TYPE";

    /// <summary>A text is longer than allowed.</summary>
    public const string FieldTooLong = "FIELD_TOO_LONG";

    /// <summary>A text has a control character or half of a surrogate pair.</summary>
    public const string FieldCharacters = "FIELD_CHARACTERS";

    /// <summary>The amount is zero or negative.</summary>
    public const string AmountNotPositive = "AMOUNT_NOT_POSITIVE";

    /// <summary>The amount is not a whole number of minor units.</summary>
    public const string AmountNotWhole = "AMOUNT_NOT_WHOLE";

    /// <summary>A number does not fit in 64 bits.</summary>
    public const string NumberOutOfRange = "NUMBER_OUT_OF_RANGE";

    /// <summary>The balance or a total would no longer fit in 64 bits.</summary>
    public const string Overflow = "OVERFLOW";

    /// <summary>The currency is not one of ISO 4217.</summary>
    public const string CurrencyUnknown = "CURRENCY_UNKNOWN";

    /// <summary>The account is kept in another currency.</summary>
    public const string CurrencyMismatch = "CURRENCY_MISMATCH";

    /// <summary>The direction is neither credit nor debit.</summary>
    public const string DirectionUnknown = "DIRECTION_UNKNOWN";

    /// <summary>The channel is not one of the known ones.</summary>
    public const string ChannelUnknown = "CHANNEL_UNKNOWN";

    /// <summary>An instant is not RFC 3339 with an offset.</summary>
    public const string InstantInvalid = "INSTANT_INVALID";

    /// <summary>A date is not of the form 2026-11-22.</summary>
    public const string DateInvalid = "DATE_INVALID";

    /// <summary>Booked more than a day ahead of the bank's clock.</summary>
    public const string BookedInFuture = "BOOKED_IN_FUTURE";

    /// <summary>Booked before 1990.</summary>
    public const string BookedTooEarly = "BOOKED_TOO_EARLY";

    /// <summary>The business date is more than a week away from the booking.</summary>
    public const string BusinessDateImplausible = "BUSINESS_DATE_IMPLAUSIBLE";

    /// <summary>No such account, and the feed is configured to reject such postings.</summary>
    public const string UnknownAccount = "UNKNOWN_ACCOUNT";

    /// <summary>The id is a branch's.</summary>
    public const string NotAnAccount = "NOT_AN_ACCOUNT";

    /// <summary>The same posting id came before with other content.</summary>
    public const string PostingConflict = "POSTING_CONFLICT";

    /// <summary>The reversal's target is not known for this account.</summary>
    public const string ReversalTargetUnknown = "REVERSAL_TARGET_UNKNOWN";

    /// <summary>The reversal's target lies in a part of the journal that was archived; it can be decided when that is attached again.</summary>
    public const string ReversalTargetArchived = "REVERSAL_TARGET_ARCHIVED";

    /// <summary>The reversal differs from its target in account, currency or amount, or has the same direction, or its target is a reversal.</summary>
    public const string ReversalMismatch = "REVERSAL_MISMATCH";

    /// <summary>The target is reversed already.</summary>
    public const string AlreadyReversed = "ALREADY_REVERSED";

    /// <summary>The line is longer than <c>Feed:MaxLineBytes</c>.</summary>
    public const string LineTooLong = "LINE_TOO_LONG";

    /// <summary>The reference record's type is not one of the known ones.</summary>
    public const string TypeUnknown = "TYPE_UNKNOWN";

    /// <summary>The kind of account, settlement account or opening is not one of the known ones.</summary>
    public const string KindUnknown = "KIND_UNKNOWN";

    /// <summary>The id is known with another kind.</summary>
    public const string KindConflict = "KIND_CONFLICT";

    /// <summary>The id is known with another currency.</summary>
    public const string CurrencyConflict = "CURRENCY_CONFLICT";

    /// <summary>An opening balance came after the first posting and differs.</summary>
    public const string OpeningBalanceConflict = "OPENING_BALANCE_CONFLICT";

    /// <summary>The branch or parent is not declared.</summary>
    public const string BranchUnknown = "BRANCH_UNKNOWN";

    /// <summary>The parent lies below the branch itself, or the tree would be too deep.</summary>
    public const string BranchCircular = "BRANCH_CIRCULAR";

    /// <summary>A list has more entries than allowed.</summary>
    public const string ListTooLong = "LIST_TOO_LONG";

    /// <summary>Opened in the future.</summary>
    public const string OpenedInFuture = "OPENED_IN_FUTURE";
}
