using Monitoring.Api.Schema.Nodes;
using Monitoring.Contracts.Alert;
using Monitoring.Contracts.Ledger;

namespace Monitoring.Api.Schema;

/// <summary>Checks what people write; collects every fault, not only the first.</summary>
public sealed class InputCheck
{
    private readonly List<UserError> _errors = [];

    /// <summary>The faults found.</summary>
    public IReadOnlyList<UserError> Errors => _errors;

    /// <summary>A text as it is kept: without space around it, <c>null</c> when nothing is left.</summary>
    public static string? Clean(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    /// <summary>A note or reason: at most <see cref="Limits.TextLengthMax"/> characters; lines may be broken.</summary>
    public InputCheck Text(string field, string? value, bool isRequired)
    {
        if (Clean(value) is not { } text)
        {
            if (isRequired) Add(AlertCodes.NoteMissing, $"{field} is needed.", field);
        }
        else if (text.Length > Limits.TextLengthMax)
        {
            Add(AlertCodes.TextInvalid, $"{field} has more than {Limits.TextLengthMax} characters.", field);
        }
        else if (HasForbidden(text, lineBreaks: true))
        {
            Add(AlertCodes.TextInvalid, $"{field} has a control character.", field);
        }

        return this;
    }

    /// <summary>A person's name or staff id.</summary>
    public InputCheck Name(string field, string value)
    {
        var name = value.Trim();
        if (name.Length is 0 or > Limits.IdLengthMax)
        {
            Add(AlertCodes.TextInvalid, $"{field} must have 1 to {Limits.IdLengthMax} characters.", field);
        }
        else if (HasForbidden(name, lineBreaks: false)) Add(AlertCodes.TextInvalid, $"{field} has a control character.", field);
        return this;
    }

    private static bool HasForbidden(string text, bool lineBreaks)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsControl(text[i]) && !(lineBreaks && text[i] is '\n' or '\r' or '\t')) return true;
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1])) i++;
            else if (char.IsSurrogate(text[i])) return true;
        }

        return false;
    }

    private void Add(string code, string message, string field) => _errors.Add(new UserError(code, message, ["input", field]));
}
