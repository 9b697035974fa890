using Monitoring.Contracts.Feed;
using Monitoring.Contracts.Ledger;

namespace Monitoring.Contracts.Tests.Feed;

public sealed class PostingContentTests
{
    private static readonly Posting Full = new()
    {
        PostingId = "P-000001",
        Account = "6217000000000001",
        Direction = Direction.Credit,
        Amount = 1_250_000,
        Currency = "CNY",
        BookedAt = new DateTimeOffset(2026, 11, 22, 8, 15, 30, TimeSpan.FromHours(8)),
        BusinessDate = new DateOnly(2026, 11, 22),
        Branch = "B001",
        Channel = Channel.Online,
        Counterparty = "6217000000000777",
        CounterpartyName = "name",
        Trace = "001209",
        Teller = "T07",
        ValueDate = new DateOnly(2026, 11, 22),
        ReversalOf = "P-000000",
        Narrative = "text",
        BalanceAfter = 9_876_500,
        Key = default,
        ContentHash = 0,
    };

    /// <summary>Changes that make another posting of it.</summary>
    public static TheoryData<string, Func<Posting, Posting>> Changes => new()
    {
        { "account", posting => posting with { Account = "6217000000000002" } },
        { "direction", posting => posting with { Direction = Direction.Debit } },
        { "amount", posting => posting with { Amount = 1_250_001 } },
        { "currency", posting => posting with { Currency = "USD" } },
        { "bookedAt", posting => posting with { BookedAt = posting.BookedAt.AddTicks(1) } },
        { "businessDate", posting => posting with { BusinessDate = posting.BusinessDate.AddDays(1) } },
        { "branch", posting => posting with { Branch = "B002" } },
        { "no branch", posting => posting with { Branch = null } },
        { "channel", posting => posting with { Channel = Channel.Pos } },
        { "no channel", posting => posting with { Channel = null } },
        { "counterparty", posting => posting with { Counterparty = "X" } },
        { "no counterparty", posting => posting with { Counterparty = null } },
        { "trace", posting => posting with { Trace = "1210" } },
        { "no trace", posting => posting with { Trace = null } },
        { "trace of nothing but zeros", posting => posting with { Trace = "000" } },
        { "teller", posting => posting with { Teller = "T08" } },
        { "no teller", posting => posting with { Teller = null } },
        { "valueDate", posting => posting with { ValueDate = new DateOnly(2026, 11, 23) } },
        { "no valueDate", posting => posting with { ValueDate = null } },
        { "reversalOf", posting => posting with { ReversalOf = "P-000009" } },
        { "no reversalOf", posting => posting with { ReversalOf = null } },
        { "balanceAfter", posting => posting with { BalanceAfter = 0 } },
        { "no balanceAfter", posting => posting with { BalanceAfter = null } },
        { "branch and counterparty swapped", posting => posting with { Branch = posting.Counterparty, Counterparty = posting.Branch } },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Another_value_of_a_field_is_another_content(string field, Func<Posting, Posting> change)
    {
        Assert.NotEqual(PostingContent.Hash(Full), PostingContent.Hash(change(Full)));
        Assert.NotEmpty(field);
    }

    [Fact]
    public void Each_change_is_a_content_of_its_own() =>
        Assert.Distinct(Changes.Select(row => PostingContent.Hash(row.Data.Item2(Full))));

    [Fact]
    public void Narrative_name_offset_and_leading_zeros_do_not_count()
    {
        var same = Full with { Narrative = null, CounterpartyName = "other", Trace = "1209", BookedAt = Full.BookedAt.ToOffset(TimeSpan.Zero) };

        Assert.Equal(PostingContent.Hash(Full), PostingContent.Hash(same));
    }

    [Fact]
    public void Neither_do_id_and_hash_themselves() =>
        Assert.Equal(PostingContent.Hash(Full), PostingContent.Hash(Full with { PostingId = "other", Key = new PostingKey(7), ContentHash = 9 }));

    [Fact]
    public void The_hash_of_a_posting_is_the_one_stored_for_ever() => Assert.Equal(2958227596543516659, PostingContent.Hash(Full));

    [Fact]
    public void All_fields_at_their_longest_have_room()
    {
        var id = new string('宽', Limits.IdLengthMax);
        var longest = Full with
        {
            Account = id,
            Branch = id,
            Counterparty = id,
            Teller = id,
            ReversalOf = id,
            Trace = new string('9', Limits.TraceLengthMax),
            BalanceAfter = long.MinValue,
        };

        Assert.NotEqual(PostingContent.Hash(longest), PostingContent.Hash(longest with { Trace = new string('8', Limits.TraceLengthMax) }));
    }
}
