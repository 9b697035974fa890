using Orleans;

namespace Monitoring.LocalSilo.Tests;

public sealed class HammerTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(1);

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(3, false)]
    [InlineData(4, true)]
    [InlineData(5, true)]
    public async Task Never_two_grains_of_one_key_and_no_call_lost_whatever_puts_them_away(int seed, bool inPlace)
    {
        const int Keys = 8;
        const int Callers = 8;
        const int Calls = 3000;
        await using var silo = new TestSilo(o =>
        {
            if (inPlace) o.MayRunTurnsHere = static () => true;
            (o.MaxActiveGrains, o.CollectionAge, o.CollectionQuantum) = (3, Tick, Tick);
            // The clock runs wild here; nothing is to be taken for stuck.
            (o.ActivationTimeout, o.DeactivationTimeout) = (TimeSpan.FromDays(40), TimeSpan.FromDays(40));
        });
        var alive = new int[Keys];
        var sums = new long[Keys];
        var (doubled, overlapped, failed) = (0, 0, 0);
        silo.Script.OnActivate = async (self, _) =>
        {
            if (Interlocked.Increment(ref alive[Number(self)]) != 1)
            {
                Interlocked.Increment(ref doubled);
            }

            if (Random.Shared.Next(3) == 0)
            {
                await Task.Yield();
            }
        };
        silo.Script.OnDeactivate = async (self, _, _) =>
        {
            if (Random.Shared.Next(3) == 0)
            {
                await Task.Yield();
            }

            Interlocked.Decrement(ref alive[Number(self)]);
        };

        var running = Enumerable.Range(0, Callers).Select(caller => Task.Run(async () =>
        {
            var random = new Random((seed * 1000) + caller);
            for (var call = 0; call < Calls; call++)
            {
                var (key, kind) = (random.Next(Keys), random.Next(10));
                try
                {
                    await silo.Grain($"{key}").Run(self => Body(self, kind));
                }
                catch (InvalidDataException)
                {
                    Interlocked.Increment(ref failed);
                }
            }
        })).ToArray();
        var all = Task.WhenAll(running);
        while (!all.IsCompleted)
        {
            silo.Time.Advance(Tick);
            await Task.Yield();
        }

        await all.Within();
        await silo.Stop().Within();
        Assert.Equal((0, 0), (doubled, overlapped));
        Assert.All(alive, static count => Assert.Equal(0, count));
        Assert.Equal(Callers * Calls, sums.Sum());
        Assert.NotEqual(0, failed);
        Assert.Empty(silo.Complaints);

        async Task Body(ScriptGrain self, int kind)
        {
            var number = Number(self);
            var before = sums[number];
            if (kind == 0)
            {
                self.End();
            }

            if (kind < 4)
            {
                await Task.Yield();
            }

            if (sums[number] != before)
            {
                Interlocked.Increment(ref overlapped);
            }

            sums[number] = before + 1;
            if (kind == 9)
            {
                throw new InvalidDataException("as every tenth does");
            }
        }

        static int Number(ScriptGrain grain) => grain.GetPrimaryKeyString()[0] - '0';
    }
}
