using FsCheck;
using FsCheck.Fluent;
using Monitoring.Domain.Codec;
using Monitoring.Domain.Detection;
using Monitoring.Domain.Tests.Support;

namespace Monitoring.Domain.Tests.Detection;

public sealed class PartyMemoryTests
{
    private const int March = (2026 * 12) + 2;

    private static readonly Gen<(int Party, int Later, bool Credit)[]> Steps =
        (from party in Gen.Frequency((3, Gen.Choose(1, 20)), (1, Gen.Choose(21, 90)))
         from later in Gen.Choose(0, 3)
         from credit in Gen.Elements(true, false)
         select (party, later, credit)).ArrayOf();

    [Fact]
    public void Memory_and_store_together_know_exactly_when_each_party_was_last_seen() => Holds.For(Steps, steps =>
    {
        var (memory, store, model, at) = (new PartyMemory(), new Dictionary<long, long>(), new Dictionary<long, long>(), 1_000L);
        foreach (var step in steps)
        {
            at += step.Later;
            if (memory.Touch(step.Party, at, step.Credit, March) is { } dropped) store[dropped.Party] = dropped.LastSeen;
            model[step.Party] = at;
            Assert.True(memory.Count <= PartyMemory.Capacity);
            foreach (var (party, seen) in model)
            {
                Assert.Equal(seen, Math.Max(memory.LastSeen(party), store.GetValueOrDefault(party)));
            }
        }
    }, steppers: 200);

    [Fact]
    public void A_memory_put_away_and_woken_drops_the_same_parties() => Holds.For(Steps, steps =>
    {
        var (straight, woken, at) = (new PartyMemory(), new PartyMemory(), 1_000L);
        foreach (var step in steps)
        {
            at += step.Later;
            Assert.Equal(straight.Touch(step.Party, at, step.Credit, March), woken.Touch(step.Party, at, step.Credit, March));
            woken = Woken(woken);
        }

        Assert.Equal(Bytes(straight), Bytes(woken));
    }, steppers: 150);

    [Fact]
    public void The_least_recently_seen_is_dropped_and_of_equals_the_smallest()
    {
        var memory = new PartyMemory();
        for (var party = PartyMemory.Capacity; party >= 1; party--)
        {
            Assert.Null(memory.Touch(party, party == 7 ? 5 : 4, true, March));
        }

        Assert.Equal((1, 4), memory.Touch(100, 6, true, March));
        Assert.Equal((2, 4), memory.Touch(101, 6, true, March));
    }

    [Fact]
    public void Months_are_counted_once_each_and_by_direction()
    {
        var memory = new PartyMemory();
        memory.Touch(1, 1, true, March);
        memory.Touch(1, 2, true, March);
        memory.Touch(1, 3, true, March + 1);
        memory.Touch(1, 4, false, March + 1);

        Assert.Equal(2, memory.MonthsBefore(1, true, March + 2));
        Assert.Equal(1, memory.MonthsBefore(1, true, March + 1));
        Assert.Equal(1, memory.MonthsBefore(1, false, March + 2));
        Assert.Equal(0, memory.MonthsBefore(2, true, March + 2));
    }

    [Fact]
    public void A_late_posting_of_an_earlier_month_does_not_count_months_twice()
    {
        var memory = new PartyMemory();
        memory.Touch(1, 1, true, March + 1);
        memory.Touch(1, 2, true, March);
        memory.Touch(1, 3, true, March + 1);

        Assert.Equal(1, memory.MonthsBefore(1, true, March + 2));
        Assert.Equal(0, memory.MonthsBefore(1, true, March));
    }

    private static PartyMemory Woken(PartyMemory memory)
    {
        var reader = new ByteReader(Bytes(memory));
        return PartyMemory.Decode(ref reader);
    }

    private static byte[] Bytes(PartyMemory memory)
    {
        var writer = new ByteWriter();
        memory.Encode(writer);
        return writer.ToArray();
    }
}
