using System.Text.Encodings.Web;
using System.Text.Json;

namespace Monitoring.Models.Simulation;

/// <summary>
/// Writes the truth beside a feed as NDJSON: a line per planted case, per account with missed receipts, and per account with the
/// life behind it. Buffers nothing across calls.
/// </summary>
public sealed class LabelWriter(Stream stream)
{
    private readonly Utf8JsonWriter _json = new(
        stream, new JsonWriterOptions { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

    /// <summary>A planted case.</summary>
    public void Write(SimulatedCase planted)
    {
        ArgumentNullException.ThrowIfNull(planted);
        _json.WriteStartObject();
        _json.WriteString("type", "case");
        _json.WriteString("case", planted.CaseId);
        _json.WriteString("pattern", FeedNames.Of(planted.Pattern));
        _json.WriteString("rule", planted.Rule);
        _json.WriteBoolean("clear", planted.Clear);
        _json.WriteNumber("strength", planted.Strength);
        if (planted.Shape is { } shape)
        {
            _json.WriteStartObject("shape");
            _json.WriteNumber("legs", shape.Legs);
            _json.WriteNumber("amountPermille", shape.AmountPermille);
            _json.WriteNumber("spanPermille", shape.SpanPermille);
            _json.WriteNumber("keptPermille", shape.KeptPermille);
            _json.WriteEndObject();
        }

        WriteList("disguises", FeedNames.Of(planted.Disguise));
        WriteList("accounts", planted.Accounts);
        WriteList("roles", [.. planted.Roles.Select(FeedNames.Of)]);
        WriteList("postings", planted.Postings);
        _json.WriteString("from", IsoInstant.Text(planted.From));
        _json.WriteString("to", IsoInstant.Text(planted.To));
        _json.WriteBoolean("truncated", planted.Truncated);
        EndLine();
    }

    /// <summary>Missed receipts of one account.</summary>
    public void Write(MissedReceipts receipts)
    {
        ArgumentNullException.ThrowIfNull(receipts);
        _json.WriteStartObject();
        _json.WriteString("type", "receipts");
        _json.WriteString("account", receipts.Account);
        _json.WriteNumber("cyclesMissed", receipts.CyclesMissed);
        EndLine();
    }

    /// <summary>An event of an ordinary life that looks like trouble.</summary>
    public void Write(LifeEvent happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        _json.WriteStartObject();
        _json.WriteString("type", "lifeEvent");
        _json.WriteString("account", happened.Account);
        _json.WriteString("event", FeedNames.Of(happened.Kind));
        _json.WriteString("from", IsoInstant.Text(happened.From));
        _json.WriteString("to", IsoInstant.Text(happened.To));
        _json.WriteNumber("postings", happened.Postings);
        EndLine();
    }

    /// <summary>The life behind an account.</summary>
    public void Write(SimulatedAccount account)
    {
        ArgumentNullException.ThrowIfNull(account);
        _json.WriteStartObject();
        _json.WriteString("type", "account");
        _json.WriteString("account", account.Id);
        _json.WriteString("population", FeedNames.Of(account.Population));
        EndLine();
    }

    private void WriteList(string name, IReadOnlyList<string> items)
    {
        _json.WriteStartArray(name);
        foreach (string item in items)
        {
            _json.WriteStringValue(item);
        }

        _json.WriteEndArray();
    }

    private void EndLine()
    {
        _json.WriteEndObject();
        _json.Flush();
        _json.Reset();
        stream.Write("\n"u8);
    }
}
