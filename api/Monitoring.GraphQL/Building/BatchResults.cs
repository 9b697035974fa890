namespace Monitoring.GraphQL;

internal static class BatchResults
{
    public static Task<IReadOnlyList<T>> FromList<T>(IEnumerable<T> results) => Task.FromResult(AsList(results));

    public static async Task<IReadOnlyList<T>> FromTask<TList, T>(Task<TList> results) where TList : IEnumerable<T> =>
        AsList<T>(await results.ConfigureAwait(false));

    private static IReadOnlyList<T> AsList<T>(IEnumerable<T> results) => results as IReadOnlyList<T> ?? [.. results];
}
