using Monitoring.Domain.Detection;
using Monitoring.Domain.Tests.Support;

namespace Monitoring.Domain.Tests.Detection;

public sealed class PartyHashTests
{
    /// <summary>Stored in snapshots and in the store: these values must never change.</summary>
    [Theory]
    [InlineData("6217000000000777", -7203697978159435934)]
    [InlineData("张三", 1666024112673783646)]
    public void Values_are_those_stored_for_ever(string id, long value) => Assert.Equal(value, PartyHash.OfId(id));

    [Fact]
    public void An_id_wins_over_a_name_and_a_name_is_not_an_id()
    {
        var both = Make.Credit("p", 1, Make.At(0), posting => posting with { Counterparty = "X", CounterpartyName = "N" });
        var name = both with { Counterparty = null };

        Assert.Equal(PartyHash.OfId("X"), PartyHash.Of(both));
        Assert.NotEqual(PartyHash.OfId("N"), PartyHash.Of(name));
        Assert.Equal(0, PartyHash.Of(name with { CounterpartyName = null }));
    }

    [Fact]
    public void No_party_is_zero_and_the_lowest_bit_is_free()
    {
        for (var i = 0; i < 10_000; i++)
        {
            var hash = PartyHash.OfId($"A{i}");
            Assert.NotEqual(0, hash);
            Assert.Equal(0, hash & 1);
        }
    }
}
