using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Monitoring.Models.Simulation;

/// <summary>The feed format as NDJSON: fields that have no value are left out.</summary>
public sealed class NdjsonFeedWriter : FeedWriter
{
    private const int FlushBytes = 64 * 1024;

    private static readonly JsonEncodedText PostingId = JsonEncodedText.Encode("postingId");
    private static readonly JsonEncodedText AccountName = JsonEncodedText.Encode("account");
    private static readonly JsonEncodedText Direction = JsonEncodedText.Encode("direction");
    private static readonly JsonEncodedText Amount = JsonEncodedText.Encode("amount");
    private static readonly JsonEncodedText Currency = JsonEncodedText.Encode("currency");
    private static readonly JsonEncodedText BookedAt = JsonEncodedText.Encode("bookedAt");
    private static readonly JsonEncodedText Branch = JsonEncodedText.Encode("branch");
    private static readonly JsonEncodedText Channel = JsonEncodedText.Encode("channel");
    private static readonly JsonEncodedText Counterparty = JsonEncodedText.Encode("counterparty");
    private static readonly JsonEncodedText CounterpartyName = JsonEncodedText.Encode("counterpartyName");
    private static readonly JsonEncodedText Trace = JsonEncodedText.Encode("trace");
    private static readonly JsonEncodedText Teller = JsonEncodedText.Encode("teller");
    private static readonly JsonEncodedText ValueDate = JsonEncodedText.Encode("valueDate");
    private static readonly JsonEncodedText ReversalOf = JsonEncodedText.Encode("reversalOf");
    private static readonly JsonEncodedText NarrativeName = JsonEncodedText.Encode("narrative");
    private static readonly JsonEncodedText BalanceAfter = JsonEncodedText.Encode("balanceAfter");

    private readonly ArrayBufferWriter<byte> _buffer = new(FlushBytes + 4096);
    private readonly Utf8JsonWriter _json;
    private readonly Stream _stream;

    /// <summary>Writes to a stream that stays the caller's.</summary>
    public NdjsonFeedWriter(Stream stream)
    {
        _stream = stream;

        // Names in Chinese stay readable; the file is UTF-8 and nobody's HTML.
        _json = new Utf8JsonWriter(
            _buffer, new JsonWriterOptions { SkipValidation = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    /// <inheritdoc/>
    public override void Write(SimulatedPosting posting)
    {
        ArgumentNullException.ThrowIfNull(posting);
        Span<byte> instant = stackalloc byte[IsoInstant.LengthMax];
        _json.WriteStartObject();
        _json.WriteString(PostingId, posting.PostingId);
        _json.WriteString(AccountName, posting.Account);
        _json.WriteString(Direction, FeedNames.Of(posting.Direction));
        _json.WriteNumber(Amount, posting.Amount);
        _json.WriteString(Currency, posting.Currency);
        _json.WriteString(BookedAt, instant[..IsoInstant.Write(posting.BookedAt, instant)]);
        _json.WriteString(Branch, posting.Branch);
        _json.WriteString(Channel, FeedNames.Of(posting.Channel));
        WriteOptional(Counterparty, posting.Counterparty);
        WriteOptional(CounterpartyName, posting.CounterpartyName);
        WriteOptional(Trace, posting.Trace);
        WriteOptional(Teller, posting.Teller);
        if (posting.ValueDate is { } valueDate)
        {
            _json.WriteString(ValueDate, IsoInstant.Date(valueDate));
        }

        WriteOptional(ReversalOf, posting.ReversalOf);
        WriteOptional(NarrativeName, posting.Narrative);
        _json.WriteNumber(BalanceAfter, posting.BalanceAfter);
        EndLine();
    }

    /// <inheritdoc/>
    public override void Write(SimulatedReference reference)
    {
        _json.WriteStartObject();
        switch (reference)
        {
            case SimulatedBranch branch:
                _json.WriteString("type", "branch");
                _json.WriteString("id", branch.Id);
                _json.WriteString("parent", branch.Parent);
                _json.WriteString("name", branch.Name);
                break;
            case SimulatedAccount account:
                WriteAccount(account);
                break;
            case SimulatedSettlementAccount settlement:
                _json.WriteString("type", "settlementAccount");
                _json.WriteString("id", settlement.Id);
                _json.WriteString("branch", settlement.Branch);
                _json.WriteString("kind", FeedNames.Of(settlement.Kind));
                _json.WriteString("currency", settlement.Currency);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(reference));
        }

        EndLine();
    }

    /// <inheritdoc/>
    public override void Flush()
    {
        _stream.Write(_buffer.WrittenSpan);
        _buffer.ResetWrittenCount();
        _stream.Flush();
    }

    private void WriteAccount(SimulatedAccount account)
    {
        Span<byte> instant = stackalloc byte[IsoInstant.LengthMax];
        _json.WriteString("type", "account");
        _json.WriteString("id", account.Id);
        _json.WriteString("branch", account.Branch);
        _json.WriteString("kind", FeedNames.Of(account.Kind));
        _json.WriteString("currency", account.Currency);
        _json.WriteString("openedAt", instant[..IsoInstant.Write(account.OpenedAt, instant)]);
        _json.WriteString("openedBy", FeedNames.OpenedBy(account.WalkIn));
        _json.WriteNumber("openingBalance", account.OpeningBalance);
        _json.WriteString("customer", account.Customer);
        WriteList("declaredCounterparties", account.DeclaredCounterparties);
        _json.WriteString("ownerStaff", account.OwnerStaff);
        WriteList("relatedStaff", account.RelatedStaff);
    }

    private void WriteList(string name, IReadOnlyList<string> items)
    {
        _json.WriteStartArray(name);
        for (int i = 0; i < items.Count; i++)
        {
            _json.WriteStringValue(items[i]);
        }

        _json.WriteEndArray();
    }

    private void WriteOptional(JsonEncodedText name, string? value)
    {
        if (value is not null)
        {
            _json.WriteString(name, value);
        }
    }

    private void EndLine()
    {
        _json.WriteEndObject();
        _json.Flush();
        _json.Reset();
        _buffer.Write("\n"u8);
        if (_buffer.WrittenCount >= FlushBytes)
        {
            _stream.Write(_buffer.WrittenSpan);
            _buffer.ResetWrittenCount();
        }
    }
}
