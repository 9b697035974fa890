using Monitoring.Contracts.Feed;
using Monitoring.Contracts.Ledger;
using Monitoring.Contracts.Reference;

namespace Monitoring.Silo.Feed.Parsing;

/// <summary>
/// A record of reference data while its fields come in. What its type has no use for is checked no further than the type's own fields need:
/// a column that belongs to another type may be filled.
/// </summary>
internal sealed class ReferenceDraft : RecordDraft<ReferenceRecord>
{
    private static readonly FieldNames FieldList = new(
        "type", "id", "parent", "name", "branch", "kind", "currency", "openedAt", "openedBy", "openingBalance", "customer",
        "declaredCounterparties", "ownerStaff", "relatedStaff");

    private readonly FieldReader _read;
    private readonly FeedRules _rules;
    private int _type;
    private string? _id;
    private string? _parent;
    private string? _name;
    private string? _branch;
    private string? _kind;
    private string? _currency;
    private DateTimeOffset? _openedAt;
    private int _openedBy;
    private long? _openingBalance;
    private string? _customer;
    private List<string>? _declared;
    private string? _ownerStaff;
    private List<string>? _related;

    public ReferenceDraft(FeedRules rules)
        : base(FieldList)
    {
        _rules = rules;
        _read = new FieldReader(this);
    }

    private enum Field
    {
        Type,
        Id,
        Parent,
        Name,
        Branch,
        Kind,
        Currency,
        OpenedAt,
        OpenedBy,
        OpeningBalance,
        Customer,
        DeclaredCounterparties,
        OwnerStaff,
        RelatedStaff,
    }

    public override string? RecordId => _id;

    public override string Path => FeedPaths.Reference;

    public override IReadOnlyList<int> HeaderFields { get; } = [(int)Field.Type, (int)Field.Id];

    public override void Begin()
    {
        base.Begin();
        _id = _parent = _name = _branch = _kind = _currency = _customer = _ownerStaff = null;
        _type = _openedBy = -1;
        _openedAt = null;
        _openingBalance = null;
        _declared = _related = null;
    }

    public override bool IsList(int field) => (Field)field is Field.DeclaredCounterparties or Field.RelatedStaff;

    public override void Set(int field, scoped FieldToken token)
    {
        switch ((Field)field)
        {
            case Field.Type:
                _type = _read.Choice(field, token, Choices.Types, FeedCodes.TypeUnknown, Choices.TypesAllowed);
                break;
            case Field.Id: _id = _read.Text(field, token, Limits.IdLengthMax); break;
            case Field.Parent: _parent = _read.Text(field, token, Limits.IdLengthMax); break;
            case Field.Name: _name = _read.Text(field, token, Limits.NameLengthMax); break;
            case Field.Branch: _branch = _read.Text(field, token, Limits.IdLengthMax, repeats: true); break;
            case Field.Kind: _kind = _read.Text(field, token, Limits.NameLengthMax, repeats: true); break;
            case Field.Currency: _currency = _read.Currency(field, token); break;
            case Field.OpenedAt: _openedAt = _read.Instant(field, token); break;
            case Field.OpenedBy:
                _openedBy = _read.Choice(field, token, Choices.OpenedBy, FeedCodes.KindUnknown, Choices.OpenedByAllowed);
                break;
            case Field.OpeningBalance: _openingBalance = _read.Whole(field, token); break;
            case Field.Customer: _customer = _read.Text(field, token, Limits.IdLengthMax); break;
            case Field.OwnerStaff: _ownerStaff = _read.Text(field, token, Limits.IdLengthMax); break;
        }
    }

    public override void BeginList(int field)
    {
        if ((Field)field == Field.DeclaredCounterparties) _declared = [];
        else _related = [];
    }

    public override void Add(int field, scoped FieldToken token)
    {
        var (list, max) = (Field)field == Field.DeclaredCounterparties
            ? (_declared!, Limits.DeclaredCounterpartiesMax)
            : (_related!, Limits.RelatedStaffMax);
        var isEmpty = token.IsText && token.Bytes.Trim((byte)' ').IsEmpty;
        if (isEmpty) Fail(field, FeedCodes.FieldMissing, $"{Names[field]} has an empty entry.");
        else if (list.Count == max) Fail(field, FeedCodes.ListTooLong, $"{Names[field]} has more than {max} entries.");
        else if (_read.Text(field, token, Limits.IdLengthMax) is { } entry) list.Add(entry);
    }

    public override ReferenceRecord? Build()
    {
        if (_type < 0) FailMissing((int)Field.Type);
        if (_id is null) FailMissing((int)Field.Id);
        var isBranch = _type == 0;
        var isAccount = _type == 1;
        if (_type > 0) CheckAccount(isAccount ? Choices.AccountKinds : Choices.SettlementKinds, isAccount);
        if (HasFault) return null;
        if (isBranch) return new ReferenceRecord(_id!, Branch(), null, null);
        return isAccount ? new ReferenceRecord(_id!, null, Account(), null) : new ReferenceRecord(_id!, null, null, Settlement());
    }

    private static int IndexOf(FieldNames names, string name)
    {
        for (var i = 0; i < names.Count; i++)
        {
            if (names[i] == name) return i;
        }

        return -1;
    }

    private void CheckAccount(FieldNames kinds, bool isAccount)
    {
        if (_branch is null) FailMissing((int)Field.Branch);
        if (_kind is null) FailMissing((int)Field.Kind);
        else if (IndexOf(kinds, _kind) < 0) FailKind(isAccount);
        if (_currency is null) FailMissing((int)Field.Currency);
        if (_openedAt is not { } openedAt || openedAt <= _rules.BookedMax()) return;
        Fail(
            (int)Field.OpenedAt,
            FeedCodes.OpenedInFuture,
            $"openedAt is {openedAt:O}, more than {Limits.BookedAheadHoursMax} hours ahead of the bank's clock.");
    }

    private void FailKind(bool isAccount)
    {
        var (what, allowed) = isAccount ? ("an account", Choices.AccountKindsAllowed)
            : ("a settlement account", Choices.SettlementKindsAllowed);
        var kind = FieldReader.Quote(System.Text.Encoding.UTF8.GetBytes(_kind!));
        Fail((int)Field.Kind, FeedCodes.KindUnknown, $"kind is {kind}; of {what} it must be one of {allowed}.");
    }

    private BranchReference Branch() => new() { Id = _id!, Parent = _parent, Name = _name ?? _id! };

    private AccountReference Account() => new()
    {
        Id = _id!,
        Branch = _branch!,
        Kind = Choices.AccountKindAt(IndexOf(Choices.AccountKinds, _kind!)),
        Currency = _currency!,
        OpenedAt = _openedAt,
        OpenedBy = _openedBy < 0 ? OpenedBy.Unknown : Choices.OpenedByAt(_openedBy),
        OpeningBalance = _openingBalance,
        Customer = _customer,
        DeclaredCounterparties = _declared?.Distinct(StringComparer.Ordinal).ToArray(),
        OwnerStaff = _ownerStaff,
        RelatedStaff = _related?.Distinct(StringComparer.Ordinal).ToArray(),
    };

    private SettlementReference Settlement() => new()
    {
        Id = _id!,
        Branch = _branch!,
        Kind = Choices.SettlementKindAt(IndexOf(Choices.SettlementKinds, _kind!)),
        Currency = _currency!,
        OpeningBalance = _openingBalance,
    };
}
