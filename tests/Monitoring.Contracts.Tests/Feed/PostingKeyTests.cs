using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Monitoring.Contracts.Feed;

namespace Monitoring.Contracts.Tests.Feed;

public sealed class PostingKeyTests
{
    private const int ManyIds = 1_000_000;

    /// <summary>Written to the index of posting ids for ever.</summary>
    [Theory]
    [InlineData("P-000001", "0000000000016e4c047841674692a732")]
    [InlineData("2026112200000123", "17bfb867c27bc773e7c695b7efea49e6")]
    [InlineData("abc", "ba7816bf8f01cfea414140de5dae2223")]
    [InlineData("转账-7", "000000000007e55d16e020493fecd1e2")]
    public void Keys_are_those_stored_for_ever(string id, string key) => Assert.Equal(key, PostingKey.Of(id).ToString());

    [Theory]
    [InlineData("P-", 8)]
    [InlineData("2026-", 10)]
    [InlineData("", 12)]
    [InlineData("B001/T7/", 9)]
    public void Counters_that_grow_give_keys_that_grow(string prefix, int digits) =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(500),
            Prop.ForAll(
                Arb.From(from counter in Gen.Choose(0, 9_999_999) from step in Gen.Choose(1, 1_000_000) select (counter, step)),
                pair => Assert.True(KeyOf(pair.counter, prefix, digits).Value < KeyOf(pair.counter + pair.step, prefix, digits).Value)));

    [Fact]
    public void A_million_ids_have_a_million_keys()
    {
        var keys = new HashSet<UInt128>(ManyIds);
        for (var i = 0; i < ManyIds; i++)
        {
            keys.Add(PostingKey.Of(string.Create(CultureInfo.InvariantCulture, $"{(i % 2 == 0 ? "P" : "Q")}-{i / 2:D9}")).Value);
        }

        Assert.Equal(ManyIds, keys.Count);
    }

    [Fact]
    public void Ids_with_the_same_digits_have_different_keys() =>
        Assert.Distinct(new[] { "P-1", "Q-1", "P1", "1P", "P-01", "1" }.Select(PostingKey.Of));

    [Fact]
    public void Bytes_sort_as_keys_do_and_lead_back()
    {
        var (small, large) = (new PostingKey(1), new PostingKey(UInt128.MaxValue));
        var (a, b) = (new byte[PostingKey.Length], new byte[PostingKey.Length]);
        small.Write(a);
        large.Write(b);

        Assert.True(a.AsSpan().SequenceCompareTo(b) < 0);
        Assert.Equal((small, large), (PostingKey.Read(a), PostingKey.Read(b)));
    }

    [Fact]
    public void An_id_longer_than_any_allowed_has_a_key_all_the_same() =>
        Assert.NotEqual(PostingKey.Of(new string('é', 5_000)), PostingKey.Of(new string('é', 5_001)));

    private static PostingKey KeyOf(int counter, string prefix, int digits) =>
        PostingKey.Of(prefix + counter.ToString(CultureInfo.InvariantCulture).PadLeft(digits, '0'));
}
