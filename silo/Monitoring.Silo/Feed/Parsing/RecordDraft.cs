using Monitoring.Contracts.Feed;

namespace Monitoring.Silo.Feed.Parsing;

/// <summary>
/// One record while its fields come in, in any order and from any format. Of several faults the one reported is the line's own, else that
/// of the field that stands first in the format's description: the same record has the same fault in every format. Used again for the
/// next record; not thread-safe.
/// </summary>
internal abstract class RecordDraft(FieldNames names)
{
    private const int WholeLine = -1;

    private ulong _seen;
    private int _faultField;
    private string? _faultCode;
    private string? _faultMessage;

    /// <summary>The fields of the format.</summary>
    public FieldNames Names { get; } = names;

    /// <summary>The record's id, once read.</summary>
    public abstract string? RecordId { get; }

    /// <summary>Fields a header must have for a table to be one of such records.</summary>
    public abstract IReadOnlyList<int> HeaderFields { get; }

    /// <summary>Path under which such records are sent.</summary>
    public abstract string Path { get; }

    protected bool HasFault => _faultCode is not null;

    /// <summary>Forgets the last record.</summary>
    public virtual void Begin()
    {
        _seen = 0;
        _faultCode = null;
    }

    /// <summary>Whether a field's value is a list.</summary>
    public virtual bool IsList(int field) => false;

    /// <summary>Marks a field as given; one that was given before is a fault.</summary>
    public bool Open(int field)
    {
        var bit = 1UL << field;
        if ((_seen & bit) != 0)
        {
            Fail(field, FeedCodes.FieldRepeated, $"{Names[field]} stands more than once.");
            return false;
        }

        _seen |= bit;
        return true;
    }

    /// <summary>Takes a field's value; null values never come here.</summary>
    public abstract void Set(int field, scoped FieldToken token);

    /// <summary>The list of a field starts; its entries follow through <see cref="Add"/>.</summary>
    public virtual void BeginList(int field)
    {
    }

    /// <summary>Takes one entry of a list.</summary>
    public virtual void Add(int field, scoped FieldToken token)
    {
    }

    /// <summary>The line as a whole is at fault.</summary>
    public void FailLine(string message) => Fail(WholeLine, FeedCodes.Malformed, message);

    public void Fail(int field, string code, string message)
    {
        if (_faultCode is not null && _faultField <= field) return;
        _faultField = field;
        _faultCode = code;
        _faultMessage = message;
    }

    public FeedFault Fault() =>
        new(RecordId, _faultField == WholeLine ? null : Names[_faultField], _faultCode!, _faultMessage!);

    protected void FailMissing(int field) => Fail(field, FeedCodes.FieldMissing, $"{Names[field]} is required.");
}
