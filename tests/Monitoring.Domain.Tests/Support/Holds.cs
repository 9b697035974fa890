using FsCheck;
using FsCheck.Fluent;

namespace Monitoring.Domain.Tests.Support;

/// <summary>Runs properties over random steps; a failure names its seed and the shortest steps found.</summary>
internal static class Holds
{
    public static void For<T>(Gen<T[]> steps, Action<T[]> property, int tests = 200, int steppers = 60) =>
        Check.One(
            Config.QuickThrowOnFailure.WithMaxTest(tests).WithEndSize(steppers),
            Prop.ForAll(Arb.From(steps, Shorter), property));

    public static void ForOne<T>(Gen<T> one, Action<T> property, int tests = 200) =>
        Check.One(Config.QuickThrowOnFailure.WithMaxTest(tests), Prop.ForAll(Arb.From(one), property));

    /// <summary>Halves of the steps, then the steps without one.</summary>
    private static IEnumerable<T[]> Shorter<T>(T[] steps)
    {
        for (var part = steps.Length / 2; part > 0; part /= 2)
        {
            for (var from = 0; from + part <= steps.Length; from += part)
            {
                yield return [.. steps[..from], .. steps[(from + part)..]];
            }
        }
    }
}
