using Monitoring.Grains.Queries;

namespace Monitoring.Api.Tests.Feed;

/// <summary>Open days of a few accounts; remembers what was asked.</summary>
internal sealed class FakeDays : IOpenDayReader
{
    public List<string> Accounts { get; } = [];

    public List<DateOnly> Asked { get; } = [];

    public ValueTask<IReadOnlyList<OpenDayAccount>> ListAsync(
        DateOnly date, bool allCorporate, string after, int first, CancellationToken cancellationToken = default)
    {
        Asked.Add(date);
        var page = Accounts.Where(id => string.CompareOrdinal(id, after) > 0).Order(StringComparer.Ordinal).Take(first);
        return ValueTask.FromResult<IReadOnlyList<OpenDayAccount>>([.. page.Select(id => new OpenDayAccount(id, false))]);
    }
}
