namespace Monitoring.GraphQL.Tests.Kinds;

/// <summary>A schema with every kind of type; the judges have the same one in JavaScript, with the same data.</summary>
public static class KindsSchema
{
    public static void Configure(GraphQLOptions options) => options
        .Query(typeof(KindsQuery))
        .Mutation(typeof(KindsMutation))
        .Subscription(typeof(KindsSubscription))
        .Scalar(new EvenScalar { Description = "An even whole number.", SpecifiedBy = "https://example.org/even" })
        .Type<Robot>();
}

[GraphQLDescription("A colour.\nWith a second line.")]
public enum Colour
{
    Red,
    [GraphQLDescription("The colour of grass.")]
    Green,
    [GraphQLDeprecated]
    DarkBlue,
    [GraphQLDeprecated("Too \"bright\".")]
    Infrared,
}

[GraphQLDescription("Has an id.")]
public interface INode
{
    [GraphQLId]
    string Id { get; }
}

[GraphQLName("Being")]
public interface IBeing : INode
{
    string? Name { get; }

    IReadOnlyList<IBeing>? Friends(int? first = 2);
}

[GraphQLUnion(typeof(Person), typeof(Robot), typeof(Place))]
public interface IThing;

public sealed record Person([property: GraphQLId] string Id, string? Name, int Age) : IBeing, IThing
{
    public double Height => Age / 2.0;

    public Colour? Favourite => Age % 2 == 0 ? Colour.Green : null;

    public IReadOnlyList<IBeing>? Friends(int? first = 2) => KindsData.FriendsOf(Id).Take(first ?? 100).ToList();

    public Person? Boss => Age > 30 ? null : KindsData.Alice;

    public string Fails(bool really = true) => really ? throw new InvalidOperationException("secret") : "fine";

    public string? MayFail => throw new GraphQLException("It may.", "MAY_FAIL") { Extensions = new Dictionary<string, object?> { ["retry"] = 3 } };

    [GraphQLDeprecated("Use name.")]
    public string? OldName => Name;

    public string? NullForNonNull() => null;

    public string NeverNull() => KindsData.Nothing!;

    public IReadOnlyList<IReadOnlyList<int?>?> Grid => [[1, null, 3], null, []];
}

public sealed record Robot([property: GraphQLId] string Id, string? Name, string Model, long Serial) : IBeing, IThing
{
    public int Height => 7;

    public IReadOnlyList<IBeing>? Friends(int? first = 2) => KindsData.FriendsOf(Id).Take(first ?? 100).ToList();

    public Task<Person> OwnerAsync() => Task.FromResult(KindsData.Alice);
}

public sealed record Place(string Title, Place? Inside, [property: GraphQLIgnore] int Hidden) : IThing;

public sealed record PointInput(int X, int Y = 7, PointInput? Next = null);

[GraphQLOneOf]
public sealed record PickInput([property: GraphQLId] string? ById, string? ByName, PointInput? ByPoint);

public sealed class FilterInput
{
    [GraphQLDescription("How many.")]
    public int Limit { get; init; } = 10;

    public IReadOnlyList<Colour>? Colours { get; init; }

    public IReadOnlyList<IReadOnlyList<int>>? Matrix { get; init; }

    public Optional<string?> Note { get; init; }

    [GraphQLDeprecated("No more.")]
    public bool? Strict { get; init; }

    [GraphQLDefault("{x: 1, y: 7, next: {x: 2, y: 7}}")]
    public PointInput? At { get; init; }

    public required IReadOnlyList<string> Tags { get; init; }
}

public sealed class EvenScalar() : GraphQLScalar<EvenNumber>("Even")
{
    public override EvenNumber Parse(ScalarInput input) =>
        input.Kind == ScalarInputKind.Int && int.TryParse(input.Text, out var number) && number % 2 == 0
            ? new EvenNumber(number) : throw new FormatException($"Even cannot represent value: {input}");

    public override void Write(EvenNumber value, ScalarOutput output)
    {
        if (value.Value % 2 != 0) throw new FormatException($"Even cannot represent value: {value.Value}");
        output.Number(value.Value);
    }
}

public readonly record struct EvenNumber(int Value);
