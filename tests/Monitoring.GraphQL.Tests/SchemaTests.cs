using Monitoring.GraphQL.Tests.Support;

namespace Monitoring.GraphQL.Tests;

/// <summary>What cannot be a schema is refused with the C# member's name; what can is named as promised.</summary>
public sealed class SchemaTests
{
    [Fact]
    public void Names_nullability_defaults_and_enums_follow_CSharp()
    {
        var sdl = new TestServer(options => options.Query(typeof(Good))).Server.Sdl;
        Assert.Equal(
            """
            type Inner {
              id: ID!
              big: Long!
              at: DateTime
              day: Date!
            }

            enum Order {
              RAISED_AT_DESC
              PLAIN
              ALREADY_UPPER
            }

            type Query {
              url: String!
              list(filter: [String!]!, order: Order! = RAISED_AT_DESC, first: Int = 50, after: String): [Inner]!
              page: InnerPage
            }

            type InnerPage {
              items: [Inner!]!
            }

            """.Split("\n\n").Select(part => part.Trim()).Order(StringComparer.Ordinal),
            sdl.Split("\n\n").Where(part => !part.Contains("scalar", StringComparison.Ordinal)).Select(part => part.Trim()).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(typeof(UnknownType), "UnknownType.What")]
    [InlineData(typeof(TwiceNamed), "TwiceNamed.B")]
    [InlineData(typeof(BadName), "BadName.Odd")]
    [InlineData(typeof(BadDefault), "BadDefault.Get(a)")]
    [InlineData(typeof(BadBatch), "BadBatch.Many")]
    [InlineData(typeof(BadId), "BadId.Id")]
    [InlineData(typeof(BadStream), "BadStream.Stream")]
    [InlineData(typeof(BadInput), "Endless.Next")]
    [InlineData(typeof(BadOneOf), "Pick.Number")]
    [InlineData(typeof(RequiredDeprecated), "RequiredDeprecated.Get(a)")]
    [InlineData(typeof(NoImplementation), "ILonely")]
    public void A_mistake_names_the_member_it_is_in(Type query, string member)
    {
        var error = Assert.Throws<GraphQLSchemaException>(() => new TestServer(options => options.Query(query)));
        Assert.Contains(member, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_types_of_one_name_are_refused()
    {
        var error = Assert.Throws<GraphQLSchemaException>(() => new TestServer(options => options.Query(typeof(Clash))));
        Assert.Contains("\"Inner\"", error.Message, StringComparison.Ordinal);
    }

    public enum Order
    {
        RaisedAtDesc,
        Plain,
        ALREADY_UPPER,
    }

    public sealed record Inner([property: GraphQLId] string Id, long Big, DateTimeOffset? At, DateOnly Day);

    public sealed record Page<T>(IReadOnlyList<T> Items) where T : notnull;

    public static class Good
    {
        public static string URL => "";

        public static Task<IEnumerable<Inner?>> ListAsync(string[] filter, Order order = Order.RaisedAtDesc, int? first = 50, string? after = null) =>
            Task.FromResult(Enumerable.Empty<Inner?>());

        public static ValueTask<Page<Inner>?> Page() => default;
    }

    public static class UnknownType
    {
        public static object What() => 1;
    }

    public static class TwiceNamed
    {
        public static int A() => 1;

        [GraphQLName("a")]
        public static int B() => 1;
    }

    public static class BadName
    {
        [GraphQLName("od d")]
        public static int Odd() => 1;
    }

    public static class BadDefault
    {
        public static int Get([GraphQLDefault("\"x\"")] int a) => a;
    }

    public static class BadBatch
    {
        [GraphQLBatch]
        public static int Many() => 1;
    }

    public static class BadId
    {
        [GraphQLId]
        public static double Id() => 1;
    }

    public static class BadStream
    {
        public static IAsyncEnumerable<int> Stream() => throw new NotSupportedException();
    }

    public sealed record Endless(Endless Next, int Depth);

    public static class BadInput
    {
        public static int Get(Endless? a) => a is null ? 0 : 1;
    }

    [GraphQLOneOf]
    public sealed record Pick(string? Name, int Number);

    public static class BadOneOf
    {
        public static int Get(Pick? a) => a is null ? 0 : 1;
    }

    public static class RequiredDeprecated
    {
        public static int Get([GraphQLDeprecated] int a) => a;
    }

    public interface ILonely
    {
        int A { get; }
    }

    public static class NoImplementation
    {
        public static ILonely? Get() => null;
    }

    public static class Clash
    {
        public static Inner? A() => null;

        public static Other? B() => null;
    }

    [GraphQLName("Inner")]
    public sealed record Other(int A);
}
