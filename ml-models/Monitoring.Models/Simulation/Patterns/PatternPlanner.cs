namespace Monitoring.Models.Simulation;

/// <summary>Decides which cases are planted, on whom and when, and begins each when its day comes.</summary>
internal sealed class PatternPlanner
{
    private readonly Town _town;
    private readonly StepHeap _heap;
    private readonly CaseLog _cases;
    private readonly ICaseSchedule _schedule;
    private readonly ulong _seed;
    private int _number;

    public PatternPlanner(Town town, StepHeap heap, CaseLog cases)
    {
        _town = town;
        _heap = heap;
        _cases = cases;
        _seed = RandomStream.Derive(town.Options.Seed, 0xCA5E);
        var random = new RandomStream(_seed);
        _schedule = town.Options.Days is null
            ? new EndlessSchedule(town, heap, ref random)
            : new SpreadSchedule(town, heap, ref random);
    }

    /// <summary>Lays out the cases that begin before the day ends.</summary>
    public void OpenDay(long dayEndMs)
    {
        while (_schedule.TryNext(dayEndMs, out var draft))
        {
            Begin(draft);
        }
    }

    /// <summary>Strength and disguise of one case, by lot.</summary>
    public static (int Strength, Disguise Disguise) Character(Pattern pattern, PatternOptions options, ref RandomStream random)
    {
        int strength = (int)random.Between(options.MinStrength, options.MaxStrength);
        if (pattern.Disguises == Disguise.None || !random.Permille(options.DisguisedPermille))
        {
            return (strength, Disguise.None);
        }

        var possible = Enum.GetValues<Disguise>().Where(one => one != Disguise.None && (pattern.Disguises & one) != 0).ToArray();
        var disguise = possible[random.Below(possible.Length)];
        return (strength, random.Permille(400) ? disguise | possible[random.Below(possible.Length)] : disguise);
    }

    private void Begin(CaseDraft draft)
    {
        var planted = new OpenCase
        {
            Number = _number++,
            Kind = draft.Pattern.Kind,
            BeginsMs = draft.StartMs,
            Strength = draft.Strength,
            Disguise = draft.Disguise,
            Rule = draft.Pattern.Rule,
            Clear = draft.Pattern.IsClear(draft.Disguise),
        };
        planted.Accounts.Add(draft.Main);
        _cases.Begin(planted);
        ulong seed = RandomStream.Derive(_seed, (ulong)planted.Number + 1);
        draft.Pattern.Play(new CaseBuilder(_town, _heap, planted, seed, _town.Options.Patterns.Compressed));
    }
}
