using System.Globalization;
using Monitoring.GraphQL;

namespace Monitoring.Benchmarks.GraphQL;

/// <summary>The schema and data that both servers have.</summary>
public static class BenchmarkSchema
{
    public static readonly IReadOnlyList<Item> Items = [.. Enumerable.Range(0, 100).Select(Make)];

    public static string Hello(string name = "World") => $"Hello {name}";

    public static IEnumerable<Item> GetItems(int first) => first >= Items.Count ? Items : Items.Take(first);

    private static Item Make(int i) => new(
        $"item-{i}", $"Item number {i}", i * 100 + 99, i / 10.0, i % 3 != 0, ["alpha", "beta", $"tag-{i}"],
        new Owner($"owner-{i % 10}", $"Owner {i % 10}", new Address(string.Create(CultureInfo.InvariantCulture, $"{i} High Street"), "Springfield")));
}

/// <summary>Where queries begin.</summary>
public static class BenchmarkQuery
{
    public static string Hello(string name = "World") => BenchmarkSchema.Hello(name);

    public static IEnumerable<Item> Items(int first = 100) => BenchmarkSchema.GetItems(first);
}

/// <summary>One of a hundred.</summary>
public sealed record Item(
    [property: GraphQLId] string Id, string Name, int Price, double Rating, bool Available, IReadOnlyList<string> Tags, Owner Owner);

/// <summary>Whose it is.</summary>
public sealed record Owner([property: GraphQLId] string Id, string Name, Address Address);

/// <summary>Where that is.</summary>
public sealed record Address(string Street, string City);
