using System.Globalization;
using System.Text;

namespace Monitoring.Models.Simulation;

/// <summary>
/// The feed format as CSV: the fields' names as the header, text quoted where it must be, lists joined by a semicolon. A file holds
/// either postings or reference records; the first record decides.
/// </summary>
public sealed class CsvFeedWriter : FeedWriter
{
    private const string PostingHeader =
        "postingId,account,direction,amount,currency,bookedAt,branch,channel,counterparty,counterpartyName,trace,"
        + "teller,valueDate,reversalOf,narrative,balanceAfter";

    private const string ReferenceHeader =
        "type,id,parent,name,branch,kind,currency,openedAt,openedBy,openingBalance,customer,declaredCounterparties,ownerStaff,relatedStaff";

    private readonly StreamWriter _text;
    private string? _header;
    private bool _isLineBegun;

    /// <summary>Writes to a stream that stays the caller's.</summary>
    public CsvFeedWriter(Stream stream) =>
        _text = new StreamWriter(stream, new UTF8Encoding(false), 64 * 1024, leaveOpen: true) { NewLine = "\n" };

    /// <inheritdoc/>
    public override void Write(SimulatedPosting posting)
    {
        ArgumentNullException.ThrowIfNull(posting);
        Begin(PostingHeader);
        Field(posting.PostingId);
        Field(posting.Account);
        Field(FeedNames.Of(posting.Direction));
        Field(posting.Amount);
        Field(posting.Currency);
        Field(IsoInstant.Text(posting.BookedAt));
        Field(posting.Branch);
        Field(FeedNames.Of(posting.Channel));
        Field(posting.Counterparty);
        Field(posting.CounterpartyName);
        Field(posting.Trace);
        Field(posting.Teller);
        Field(posting.ValueDate is { } valueDate ? IsoInstant.Date(valueDate) : null);
        Field(posting.ReversalOf);
        Field(posting.Narrative);
        Field(posting.BalanceAfter);
        End();
    }

    /// <inheritdoc/>
    public override void Write(SimulatedReference reference)
    {
        Begin(ReferenceHeader);
        switch (reference)
        {
            case SimulatedBranch branch:
                Fields("branch", branch.Id, branch.Parent, branch.Name, null, null, null, null, null, null, null, null, null, null);
                break;
            case SimulatedAccount account:
                Fields(
                    "account", account.Id, null, null, account.Branch, FeedNames.Of(account.Kind), account.Currency,
                    IsoInstant.Text(account.OpenedAt), FeedNames.OpenedBy(account.WalkIn),
                    account.OpeningBalance.ToString(CultureInfo.InvariantCulture), account.Customer,
                    string.Join(';', account.DeclaredCounterparties), account.OwnerStaff, string.Join(';', account.RelatedStaff));
                break;
            case SimulatedSettlementAccount settlement:
                Fields(
                    "settlementAccount", settlement.Id, null, null, settlement.Branch, FeedNames.Of(settlement.Kind), settlement.Currency,
                    null, null, null, null, null, null, null);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(reference));
        }

        End();
    }

    /// <inheritdoc/>
    public override void Flush() => _text.Flush();

    private void Begin(string header)
    {
        if (_header is null)
        {
            _header = header;
            _text.WriteLine(header);
        }

        if (!ReferenceEquals(_header, header))
        {
            throw new InvalidOperationException("a CSV file holds either postings or reference records, not both");
        }
    }

    private void Fields(params ReadOnlySpan<string?> values)
    {
        foreach (string? value in values)
        {
            Field(value);
        }
    }

    private void Field(long value)
    {
        Separate();
        Span<char> digits = stackalloc char[20];
        value.TryFormat(digits, out int length, default, CultureInfo.InvariantCulture);
        _text.Write(digits[..length]);
    }

    private void Field(string? value)
    {
        Separate();
        if (value is null)
        {
            return;
        }

        if (value.AsSpan().IndexOfAny(",\"\r\n") < 0)
        {
            _text.Write(value);
            return;
        }

        _text.Write('"');
        _text.Write(value.Replace("\"", "\"\"", StringComparison.Ordinal));
        _text.Write('"');
    }

    private void Separate()
    {
        if (_isLineBegun)
        {
            _text.Write(',');
        }

        _isLineBegun = true;
    }

    private void End()
    {
        _text.WriteLine();
        _isLineBegun = false;
    }
}
