using System.Runtime.InteropServices;
using System.Text.Json;
using Monitoring.EndToEnd.Support;

namespace Monitoring.EndToEnd.Faults;

/// <summary>
/// Keeps books of its own over what was acknowledged, and compares the server's with them. Knows of the product only what a client sees.
/// Thread-safe.
/// </summary>
/// <param name="openings">What each declared account starts with.</param>
/// <param name="listed">Accounts whose postings are compared one by one; of the others their number and sum.</param>
internal sealed class Auditor(IReadOnlyDictionary<string, long> openings, Func<string, bool> listed)
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, Book> _books = new(StringComparer.Ordinal);
    private long _acknowledged;

    /// <summary>Postings acknowledged.</summary>
    public long Acknowledged => Interlocked.Read(ref _acknowledged);

    /// <summary>Postings compared one by one in the last check.</summary>
    public long Compared { get; private set; }

    /// <summary>A body was answered as taken to its end.</summary>
    public void Acknowledge(Batch batch)
    {
        lock (_lock)
        {
            foreach (var posting in batch.Postings)
            {
                ref var book = ref CollectionsMarshal.GetValueRefOrAddDefault(_books, posting.Account, out _);
                book ??= new Book(listed(posting.Account) ? [] : null);
                book.Sum += posting.Signed;
                book.Count++;
                book.Ids?.Add(posting.Id);
            }
        }

        Interlocked.Add(ref _acknowledged, batch.Postings.Count);
    }

    /// <summary>Compares every account, every branch's totals and, of those listed, every posting. Nothing may be under way.</summary>
    public async Task CheckAsync(Server server, bool withPostings)
    {
        var accounts = (await server.ListAsync("accounts(PAGE)", "id balance postingCount")).ToDictionary(Id, StringComparer.Ordinal);
        var branches = (await server.QueryAsync(
            "{ branches { totals { balance } settlementTotals { balance } settlementAccounts { id balance postingCount } } }")).GetProperty("branches");
        var settlements = branches.EnumerateArray().SelectMany(static branch => branch.GetProperty("settlementAccounts").EnumerateArray())
            .ToDictionary(Id, StringComparer.Ordinal);
        var wrong = new List<string>();
        foreach (var (id, book) in _books)
        {
            var found = accounts.TryGetValue(id, out var account) ? account : settlements.GetValueOrDefault(id);
            Compare(wrong, id, found, openings.GetValueOrDefault(id) + book.Sum, book.Count);
        }

        foreach (var (id, account) in accounts.Concat(settlements))
        {
            if (!_books.ContainsKey(id)) Compare(wrong, id, account, openings.GetValueOrDefault(id), 0);
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} accounts differ from what was acknowledged: {string.Join("; ", wrong.Take(5))}");
        Assert.Equal(Sum(accounts.Values, "balance"), TotalOf(branches, "totals"));
        Assert.Equal(Sum(settlements.Values, "balance"), TotalOf(branches, "settlementTotals"));
        Assert.Equal(Acknowledged, (await server.QueryAsync("{ system { postingsAccepted } }")).GetProperty("system").GetProperty("postingsAccepted").GetInt64());
        Compared = withPostings ? await ComparePostingsAsync(server, settlements) : 0;
    }

    private async Task<long> ComparePostingsAsync(Server server, Dictionary<string, JsonElement> settlements)
    {
        var compared = 0L;
        foreach (var (id, book) in _books)
        {
            if (book.Ids is not { } expected) continue;
            var ids = await PostingsOfAsync(server, settlements.ContainsKey(id) ? "settlementAccount" : "account", id);
            // Newest first, in the order in which they were sent: none missing, none twice.
            Assert.True(ids.AsEnumerable().Reverse().SequenceEqual(expected), $"Account {id} has other postings than those acknowledged.");
            compared += ids.Count;
        }

        return compared;
    }

    private static async Task<List<string>> PostingsOfAsync(Server server, string field, string id)
    {
        var ids = new List<string>();
        string? after = null;
        do
        {
            var data = await server.QueryAsync(
                $"query($id: ID!, $after: String) {{ ledger: {field}(id: $id) {{ postings(first: 500, after: $after) {{ edges {{ node {{ postingId }} }} pageInfo {{ hasNextPage endCursor }} }} }} }}",
                new { id, after });
            var page = data.GetProperty("ledger").GetProperty("postings");
            ids.AddRange(page.GetProperty("edges").EnumerateArray().Select(static edge => edge.GetProperty("node").GetProperty("postingId").GetString()!));
            var info = page.GetProperty("pageInfo");
            after = info.GetProperty("hasNextPage").GetBoolean() ? info.GetProperty("endCursor").GetString() : null;
        }
        while (after is not null);
        return ids;
    }

    private static void Compare(List<string> wrong, string id, JsonElement found, long balance, long count)
    {
        if (found.ValueKind == JsonValueKind.Undefined)
        {
            wrong.Add($"{id} is missing");
            return;
        }

        var (has, counts) = (found.GetProperty("balance").GetInt64(), found.GetProperty("postingCount").GetInt64());
        if (has != balance || counts != count) wrong.Add($"{id} has {has} after {counts} postings, not {balance} after {count}");
    }

    private static string Id(JsonElement account) => account.GetProperty("id").GetString()!;

    private static Int128 Sum(IEnumerable<JsonElement> items, string name) =>
        items.Aggregate(Int128.Zero, (sum, item) => sum + item.GetProperty(name).GetInt64());

    private static Int128 TotalOf(JsonElement branches, string name) =>
        Sum(branches.EnumerateArray().SelectMany(branch => branch.GetProperty(name).EnumerateArray()), "balance");

    private sealed class Book(List<string>? ids)
    {
        public long Sum { get; set; }

        public long Count { get; set; }

        public List<string>? Ids { get; } = ids;
    }
}
