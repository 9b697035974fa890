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
    public static CaseCharacter Character(Pattern pattern, PatternOptions options, ref RandomStream random)
    {
        int strength = (int)random.Between(options.MinStrength, options.MaxStrength);
        if (options.Strengths is not { } strengths)
        {
            return new CaseCharacter(strength, DisguiseOf(pattern.Disguises, options, ref random), null);
        }

        var disguise = DisguiseOf(pattern.LifelikeDisguises, options, ref random);
        if (disguise != Disguise.None && (disguise & pattern.LifelikeEvasions) == 0)
        {
            // The other disguises only blur: whoever hides also takes a way out of the rule's reach.
            disguise |= Any(pattern.LifelikeEvasions, ref random);
        }

        var shape = strengths.Draw(disguise, ref random);
        return new CaseCharacter(shape.Legs, disguise, shape);
    }

    private static Disguise DisguiseOf(Disguise possible, PatternOptions options, ref RandomStream random)
    {
        if (possible == Disguise.None || !random.Permille(options.DisguisedPermille))
        {
            return Disguise.None;
        }

        var disguise = Any(possible, ref random);
        return random.Permille(400) ? disguise | Any(possible, ref random) : disguise;
    }

    private static Disguise Any(Disguise possible, ref RandomStream random)
    {
        var each = Enum.GetValues<Disguise>().Where(one => one != Disguise.None && (possible & one) != 0).ToArray();
        return each[random.Below(each.Length)];
    }

    private void Begin(CaseDraft draft)
    {
        var planted = new OpenCase
        {
            Number = _number++,
            Kind = draft.Pattern.Kind,
            BeginsMs = draft.StartMs,
            Character = draft.Character,
            Rule = draft.Pattern.Rule,
            Clear = draft.Pattern.IsClear(draft.Character.Disguise),
        };
        planted.Accounts.Add((draft.Main, CaseRole.Main));
        _cases.Begin(planted);
        ulong seed = RandomStream.Derive(_seed, (ulong)planted.Number + 1);
        draft.Pattern.Play(new CaseBuilder(_town, _heap, planted, seed, _town.Options.Patterns.Compressed));
    }
}
