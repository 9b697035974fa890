using Monitoring.Contracts.Alert;
using Monitoring.Contracts.Grain;
using Monitoring.Contracts.Ledger;
using Monitoring.Contracts.Reference;
using Monitoring.Domain.Codec;
using Monitoring.Domain.Ledger;
using Monitoring.Domain.Tests.Support;
using Monitoring.Grains.Journal;

namespace Monitoring.Grains.Tests.Journal;

public sealed class JournalReplayTests
{
    [Theory]
    [InlineData(AccountKind.CorporateCurrent)]
    [InlineData(AccountKind.PersonalSavings)]
    [InlineData(AccountKind.Loan)]
    public void A_life_written_to_the_journal_and_read_again_is_the_same_byte_for_byte(AccountKind kind) => Holds.For(RandomLife.Steps, steps =>
    {
        var books = new Books();
        books.Declare(Make.Declared(kind) with { OpenedAt = Make.At(-30), OpenedBy = OpenedBy.WalkIn, OwnerStaff = "T1", OpeningBalance = 500 });
        RandomLife.Live(books, steps);
        var lived = LedgerStateCodec.Encode(books.State);
        var raised = Ids(books);
        var (journal, scratch) = (new LedgerState(), new ByteWriter());
        books.Replay(happened =>
        {
            journal.Apply(happened);
            var entry = JournalCodec.Encode(happened, journal.HighWater, journal.Balance, scratch);
            var read = JournalCodec.Decode(GoldenEvents.Stored(entry), Make.Account);
            Assert.Equal(entry, JournalCodec.Encode(read, journal.HighWater, journal.Balance, new ByteWriter()), SameEntry);
            return read;
        });

        Assert.Equal(lived, LedgerStateCodec.Encode(books.State));
        Assert.Equal(raised, Ids(books));
    }, tests: 100, steppers: 150);

    private static bool SameEntry(JournalEntry a, JournalEntry b) =>
        a with { Data = default } == b with { Data = default } && a.Data.Span.SequenceEqual(b.Data.Span);

    private static AlertId[] Ids(Books books) => [.. books.Events.OfType<AlertChanged>().Select(changed => changed.Alert.Id)];
}
