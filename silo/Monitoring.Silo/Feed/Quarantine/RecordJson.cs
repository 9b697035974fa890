using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Monitoring.Contracts.Feed;
using Monitoring.Contracts.Reference;
using Monitoring.Silo.Feed.Parsing;

namespace Monitoring.Silo.Feed.Quarantine;

/// <summary>Writes a record that was read well but not taken, so that it can be kept and sent again.</summary>
internal static class RecordJson
{
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write(Posting posting) => Write(writer =>
    {
        writer.WriteString("postingId", posting.PostingId);
        writer.WriteString("account", posting.Account);
        writer.WriteString("direction", Choices.Directions[(int)posting.Direction - 1]);
        writer.WriteNumber("amount", posting.Amount);
        writer.WriteString("currency", posting.Currency);
        writer.WriteString("bookedAt", Text(posting.BookedAt));
        Text(writer, "branch", posting.Branch);
        Text(writer, "channel", posting.Channel is { } channel ? Choices.Channels[(int)channel - 1] : null);
        Text(writer, "counterparty", posting.Counterparty);
        Text(writer, "counterpartyName", posting.CounterpartyName);
        Text(writer, "trace", posting.Trace);
        Text(writer, "teller", posting.Teller);
        Text(writer, "valueDate", posting.ValueDate is { } date ? Text(date) : null);
        Text(writer, "reversalOf", posting.ReversalOf);
        Text(writer, "narrative", posting.Narrative);
        if (posting.BalanceAfter is { } balance) writer.WriteNumber("balanceAfter", balance);
        writer.WriteString("businessDate", Text(posting.BusinessDate));
    });

    public static byte[] Write(ReferenceRecord record) => Write(writer =>
    {
        if (record.Branch is { } branch) Write(writer, branch);
        if (record.Account is { } account) Write(writer, account);
        if (record.Settlement is { } settlement) Write(writer, settlement);
    });

    private static byte[] Write(Action<Utf8JsonWriter> fields)
    {
        using var bytes = new MemoryStream();
        using (var writer = new Utf8JsonWriter(bytes, Options))
        {
            writer.WriteStartObject();
            fields(writer);
            writer.WriteEndObject();
        }

        return bytes.ToArray();
    }

    private static void Write(Utf8JsonWriter writer, BranchReference branch)
    {
        writer.WriteString("type", Choices.Types[0]);
        writer.WriteString("id", branch.Id);
        Text(writer, "parent", branch.Parent);
        writer.WriteString("name", branch.Name);
    }

    private static void Write(Utf8JsonWriter writer, AccountReference account)
    {
        writer.WriteString("type", Choices.Types[1]);
        writer.WriteString("id", account.Id);
        writer.WriteString("branch", account.Branch);
        writer.WriteString("kind", Choices.AccountKinds[(int)account.Kind - 1]);
        writer.WriteString("currency", account.Currency);
        Text(writer, "openedAt", account.OpenedAt is { } openedAt ? Text(openedAt) : null);
        Text(writer, "openedBy", account.OpenedBy == 0 ? null : Choices.OpenedBy[(int)account.OpenedBy - 1]);
        if (account.OpeningBalance is { } balance) writer.WriteNumber("openingBalance", balance);
        Text(writer, "customer", account.Customer);
        List(writer, "declaredCounterparties", account.DeclaredCounterparties);
        Text(writer, "ownerStaff", account.OwnerStaff);
        List(writer, "relatedStaff", account.RelatedStaff);
    }

    private static void Write(Utf8JsonWriter writer, SettlementReference settlement)
    {
        writer.WriteString("type", Choices.Types[2]);
        writer.WriteString("id", settlement.Id);
        writer.WriteString("branch", settlement.Branch);
        writer.WriteString("kind", Choices.SettlementKinds[(int)settlement.Kind - 1]);
        writer.WriteString("currency", settlement.Currency);
        if (settlement.OpeningBalance is { } balance) writer.WriteNumber("openingBalance", balance);
    }

    private static void Text(Utf8JsonWriter writer, string name, string? text)
    {
        if (text is not null) writer.WriteString(name, text);
    }

    private static void List(Utf8JsonWriter writer, string name, IReadOnlyList<string>? entries)
    {
        if (entries is null) return;
        writer.WriteStartArray(name);
        foreach (var entry in entries) writer.WriteStringValue(entry);
        writer.WriteEndArray();
    }

    private static string Text(DateTimeOffset instant) =>
        instant.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture);

    private static string Text(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
