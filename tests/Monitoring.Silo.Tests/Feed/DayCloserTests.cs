using Microsoft.Extensions.Logging.Abstractions;
using Monitoring.Grains.Journal;
using Monitoring.Grains.Queries;
using Monitoring.Silo.Feed.Dispatch;
using Monitoring.Silo.Tests.Feed.Fixtures;

namespace Monitoring.Silo.Tests.Feed;

public sealed class DayCloserTests
{
    private readonly FeedBench _bench = new();
    private readonly OpenDays _days = new();

    [Theory]
    [InlineData("2026-06-29", false)]
    [InlineData("2026-06-30", true)]
    [InlineData("2026-02-28", true)]
    [InlineData("2028-02-28", false)]
    public async Task Every_account_with_an_open_day_is_told_and_corporate_ones_at_a_months_end(string date, bool isMonthEnd)
    {
        for (var i = 0; i < 5_000; i++) _days.Accounts.Add(new OpenDayAccount($"A{i:D5}", i % 7 == 0));
        var day = DateOnly.Parse(date, System.Globalization.CultureInfo.InvariantCulture);

        Assert.Equal(5_000, await Closer().CloseAsync(day, TestContext.Current.CancellationToken));
        Assert.All(_days.Accounts, account => Assert.Equal([day], _bench.Bank.Ledger(account.Id).ClosedDays));
        Assert.All(_days.Asked, asked => Assert.Equal((day, isMonthEnd), asked));
    }

    [Fact]
    public async Task A_failure_that_does_not_pass_is_told()
    {
        _days.Accounts.Add(new OpenDayAccount("A1", false));
        _bench.Bank.BeforeCall = _ => throw new JournalUnavailableException("full");
        await Assert.ThrowsAsync<JournalUnavailableException>(
            () => Closer().CloseAsync(new DateOnly(2026, 6, 1), TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Accounts_that_cannot_be_listed_for_a_moment_are_listed_again()
    {
        for (var i = 0; i < 10; i++) _days.Accounts.Add(new OpenDayAccount($"A{i}", false));
        _days.Failures = 2;
        _bench.Options.Retries = 3;
        var closing = Closer().CloseAsync(new DateOnly(2026, 6, 1), TestContext.Current.CancellationToken);
        while (!closing.IsCompleted)
        {
            _bench.Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.Equal(10, await closing);
        Assert.Equal(0, _days.Failures);
    }

    private DayCloser Closer() =>
        new(_days, _bench.Bank, _bench.Calls, Microsoft.Extensions.Options.Options.Create(_bench.Options), NullLogger<DayCloser>.Instance);

    private sealed class OpenDays : IOpenDayReader
    {
        public List<OpenDayAccount> Accounts { get; } = [];

        public int Failures { get; set; }

        public List<(DateOnly Date, bool AllCorporate)> Asked { get; } = [];

        public ValueTask<IReadOnlyList<OpenDayAccount>> ListAsync(
            DateOnly date, bool allCorporate, string after, int first, CancellationToken cancellationToken = default)
        {
            if (Failures > 0)
            {
                Failures--;
                throw new JournalUnavailableException("full");
            }

            Asked.Add((date, allCorporate));
            var page = Accounts.Where(account => string.CompareOrdinal(account.Id, after) > 0)
                .OrderBy(account => account.Id, StringComparer.Ordinal).Take(first);
            return ValueTask.FromResult<IReadOnlyList<OpenDayAccount>>([.. page]);
        }
    }
}
