using System.Diagnostics.CodeAnalysis;

namespace Monitoring.Models.Simulation;

/// <summary>A number of cases of each kind, spread over a run of given length, each on an account of its own.</summary>
internal sealed class SpreadSchedule : ICaseSchedule
{
    private readonly List<CaseDraft> _drafts = [];
    private int _next;

    public SpreadSchedule(Town town, StepHeap heap, ref RandomStream random)
    {
        var options = town.Options.Patterns;
        if (options.CasesPerKind == 0)
        {
            return;
        }

        // Kinds with the fewest suitable accounts choose first.
        var pools = new List<(Pattern Pattern, CandidatePool Pool)>();
        foreach (var kind in options.Kinds.Distinct())
        {
            var pattern = PatternBook.Of(kind);
            pools.Add((pattern, new CandidatePool(town, pattern, ref random)));
        }

        foreach (var (pattern, pool) in pools.OrderBy(entry => entry.Pool.Size).ThenBy(entry => entry.Pattern.Kind))
        {
            for (int i = 0; i < options.CasesPerKind; i++)
            {
                _drafts.Add(Draft(pattern, pool, i, town, heap, ref random));
            }
        }

        _drafts.Sort((a, b) => (a.StartMs, a.Main).CompareTo((b.StartMs, b.Main)));
    }

    public bool TryNext(long beforeMs, [MaybeNullWhen(false)] out CaseDraft draft)
    {
        draft = _next < _drafts.Count && _drafts[_next].StartMs < beforeMs ? _drafts[_next] : null;
        _next += draft is null ? 0 : 1;
        return draft is not null;
    }

    private static CaseDraft Draft(Pattern pattern, CandidatePool pool, int taken, Town town, StepHeap heap, ref RandomStream random)
    {
        int days = town.Options.Days!.Value;
        var character = PatternPlanner.Character(pattern, town.Options.Patterns, ref random);
        int latest = days - pattern.RoomDays;
        int earliest = town.Options.Patterns.IsLifelike ? pattern.EarliestLifelikeDay : pattern.EarliestDay;
        long day = random.Between(Math.Min(earliest, latest), latest);
        long ofDay = (character.Disguise & Disguise.AtNight) != 0
            ? random.Between(0, 4 * Instants.HourMs)
            : random.Between(9 * Instants.HourMs, town.Options.Patterns.IsLifelike ? 20 * Instants.HourMs : 12 * Instants.HourMs);
        long midnight = Instants.Midnight(DateOnly.FromDateTime(town.Options.Start.DateTime));
        long drawn = midnight + (day * Instants.DayMs) + ofDay;
        long lastMs = town.StartMs + ((long)latest * Instants.DayMs) + Instants.DayMs;
        long openedSinceMs = town.StartMs - (15 * Instants.DayMs);
        int main = pool.Take(index => !pattern.OpensAccount
            || (town.Accounts[index].OpenedMs >= openedSinceMs && pattern.StartFor(town.Accounts[index], drawn, town) <= lastMs));
        if (main == Account.None)
        {
            throw new SimulationOptionsException(
                $"{town.Options.Patterns.CasesPerKind} cases of {pattern.Kind} need as many suitable accounts, but only {taken} of "
                + $"{town.Options.Accounts:N0} are left for it: take more accounts, a longer run or fewer cases");
        }

        long startMs = pattern.StartFor(town.Accounts[main], drawn, town);
        if (!town.Options.Patterns.IsLifelike)
        {
            pattern.Prepare(main, startMs, town, heap, ref random);
        }
        else if ((character.Disguise & Disguise.StrawMan) != 0)
        {
            town.Accounts[main].Traits |= AccountTraits.Undeclared;
        }

        return new CaseDraft(pattern, startMs, main, character);
    }
}
