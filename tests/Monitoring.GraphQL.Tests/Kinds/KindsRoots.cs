using System.Globalization;
using System.Runtime.CompilerServices;

namespace Monitoring.GraphQL.Tests.Kinds;

[GraphQLDescription("Where reading begins.")]
public static class KindsQuery
{
    public static string Hello([GraphQLDescription("Whom to greet.")] string name = "World") => $"Hello {name}";

    public static IBeing? Being([GraphQLId] string id) => KindsData.Beings.FirstOrDefault(being => being.Id == id);

    public static Person Me() => KindsData.Alice;

    public static Task<Person?> LaterAsync() => Task.FromResult<Person?>(KindsData.Bob);

    public static IReadOnlyList<IBeing> Beings(int? first = null) => KindsData.Beings.Take(first ?? 100).ToList();

    public static IReadOnlyList<IThing?>? Things() => [.. KindsData.Things, null];

    public static INode? Node([GraphQLId] string id) => Being(id);

    public static int? Add(int a, int b = 2) => unchecked(a + b);

    public static double? Half(double of) => of / 2;

    public static bool Not(bool value) => !value;

    public static Colour Paint(Colour colour = Colour.DarkBlue) => colour;

    public static IReadOnlyList<Colour?>? Palette(IReadOnlyList<Colour?>? colours) => colours;

    public static string? Point(PointInput? at) => at is null ? null : Show(at);

    public static string? Pick(PickInput by) => by.ById is { } id ? $"id {id}" : by.ByName is { } name ? $"name {name}" : $"point {Show(by.ByPoint!)}";

    public static string Filter(FilterInput? filter = null) => filter is null ? "none" : string.Create(
        CultureInfo.InvariantCulture,
        $"{filter.Limit} {string.Join(',', filter.Colours ?? [])} {string.Join(';', filter.Matrix?.Select(row => string.Join(',', row)) ?? [])} "
        + $"{(filter.Note.HasValue ? filter.Note.Value ?? "null" : "absent")} {filter.Strict?.ToString() ?? "-"} "
        + $"{(filter.At is null ? "-" : Show(filter.At))} {string.Join('|', filter.Tags)}");

    public static EvenNumber? Even(EvenNumber? value = null) => value;

    public static EvenNumber? Odd() => new EvenNumber(3);

    public static string? Fails() => throw new InvalidOperationException("secret");

    [GraphQLId]
    public static string Identity([GraphQLId] string id) => id;

    [GraphQLId]
    public static IReadOnlyList<string>? Identities([GraphQLId] IReadOnlyList<string>? ids = null) => ids;

    [GraphQLDeprecated("Because.")]
    public static int? Old(int? a = 1, [GraphQLDeprecated] int? b = null) => (a ?? 0) + (b ?? 0);

    private static string Show(PointInput point) => $"({point.X},{point.Y}{(point.Next is null ? "" : Show(point.Next))})";
}

public static class KindsMutation
{
    public static int Increment(int by = 1) => unchecked(by + 1);

    public static Person? Rename([GraphQLId] string id, string name) =>
        KindsData.Beings.OfType<Person>().FirstOrDefault(person => person.Id == id) is { } person ? person with { Name = name } : null;

    public static int? Refuse() => throw new GraphQLException("Refused.", "REFUSED");
}

public static class KindsSubscription
{
    public static async IAsyncEnumerable<SubscriptionEvent<int>> Count(
        int to = 3, [GraphQLResume] string? after = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var start = after is null ? 1 : int.Parse(after, CultureInfo.InvariantCulture) + 1;
        for (var i = start; i <= to; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
            yield return new SubscriptionEvent<int>(i.ToString(CultureInfo.InvariantCulture), i);
        }
    }

    public static async IAsyncEnumerable<Person> People([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var person in KindsData.Beings.OfType<Person>())
        {
            cancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
            yield return person;
        }
    }
}
