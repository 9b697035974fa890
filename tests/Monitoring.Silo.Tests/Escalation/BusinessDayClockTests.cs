using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Monitoring.Domain.Calendar;
using Monitoring.Grains.Journal;
using Monitoring.Silo.Escalation;
using Monitoring.Silo.Feed;

namespace Monitoring.Silo.Tests.Escalation;

public sealed class BusinessDayClockTests : IDisposable
{
    private static readonly TimeZoneInfo Shanghai = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("monitoring-clock-");
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 11, 20, 15, 0, 0, TimeSpan.FromHours(8)));
    private readonly FakeCloser _closer = new();
    private readonly FakeDays _days = new();

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task What_stood_open_before_the_clock_first_ran_is_left_to_its_feed()
    {
        await Clock().CloseDueAsync(TestContext.Current.CancellationToken);

        Assert.Empty(_closer.Closed);
    }

    [Fact]
    public async Task A_day_is_closed_once_when_its_cut_off_passes()
    {
        var clock = Clock();
        await clock.CloseDueAsync(TestContext.Current.CancellationToken);

        _clock.Advance(TimeSpan.FromHours(6.9));
        await clock.CloseDueAsync(TestContext.Current.CancellationToken);
        Assert.Empty(_closer.Closed);
        _clock.Advance(TimeSpan.FromHours(0.1));
        await clock.CloseDueAsync(TestContext.Current.CancellationToken);
        await clock.CloseDueAsync(TestContext.Current.CancellationToken);

        Assert.Equal([new DateOnly(2026, 11, 20)], _closer.Closed);
    }

    [Fact]
    public async Task Days_that_ended_while_the_server_was_away_are_closed_when_it_is_back_month_ends_among_them()
    {
        await Clock().CloseDueAsync(TestContext.Current.CancellationToken);
        _clock.SetUtcNow(new DateTimeOffset(2027, 1, 15, 9, 0, 0, TimeSpan.FromHours(8)));

        await Clock().CloseDueAsync(TestContext.Current.CancellationToken);

        Assert.Equal([new DateOnly(2026, 11, 30), new DateOnly(2026, 12, 31), new DateOnly(2027, 1, 14)], _closer.Closed);
    }

    [Fact]
    public async Task A_start_on_the_same_day_closes_nothing_again()
    {
        await Clock().CloseDueAsync(TestContext.Current.CancellationToken);
        _clock.Advance(TimeSpan.FromHours(8));
        await Clock().CloseDueAsync(TestContext.Current.CancellationToken);

        await Clock().CloseDueAsync(TestContext.Current.CancellationToken);

        Assert.Equal([new DateOnly(2026, 11, 20)], _closer.Closed);
    }

    [Fact]
    public async Task A_day_that_could_not_be_closed_is_tried_again()
    {
        var clock = Clock();
        await clock.CloseDueAsync(TestContext.Current.CancellationToken);
        _clock.Advance(TimeSpan.FromHours(8));
        _closer.IsBroken = true;
        await clock.CloseDueAsync(TestContext.Current.CancellationToken);
        Assert.Empty(_closer.Closed);
        Assert.Equal(1, clock.OpenDays);
        _clock.Advance(TimeSpan.FromDays(2));
        Assert.Equal(3, clock.OpenDays);

        _closer.IsBroken = false;
        await clock.CloseDueAsync(TestContext.Current.CancellationToken);

        Assert.Equal([new DateOnly(2026, 11, 22)], _closer.Closed);
        Assert.Equal(0, clock.OpenDays);
    }

    [Fact]
    public async Task A_damaged_memory_is_made_anew_and_the_next_day_is_closed()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "clock.txt"), "\0\0\0", TestContext.Current.CancellationToken);
        await Clock().CloseDueAsync(TestContext.Current.CancellationToken);
        Assert.Empty(_closer.Closed);
        _clock.Advance(TimeSpan.FromHours(8));

        await Clock().CloseDueAsync(TestContext.Current.CancellationToken);

        Assert.Equal([new DateOnly(2026, 11, 20)], _closer.Closed);
    }

    [Fact]
    public async Task What_an_earlier_version_remembered_in_a_file_is_taken_over_once()
    {
        var file = Path.Combine(_folder.FullName, "clock.txt");
        await File.WriteAllTextAsync(file, "2026-11-18", TestContext.Current.CancellationToken);

        await Clock().CloseDueAsync(TestContext.Current.CancellationToken);
        Assert.Equal([new DateOnly(2026, 11, 19)], _closer.Closed);
        Assert.False(File.Exists(file));
        await Clock().CloseDueAsync(TestContext.Current.CancellationToken);

        Assert.Single(_closer.Closed);
    }

    private BusinessDayClock Clock() => new(
        _closer,
        new BankCalendar(Shanghai, new TimeOnly(22, 0)),
        _clock,
        _days,
        new ClosedDayFile(_folder.FullName),
        NullLogger<BusinessDayClock>.Instance);

    private sealed class FakeDays : IClosedDays
    {
        private DateOnly? _day;

        public ValueTask<DateOnly?> ReadAsync(CancellationToken cancellation) => ValueTask.FromResult(_day);

        public ValueTask WriteAsync(DateOnly day, CancellationToken cancellation)
        {
            _day = day;
            return ValueTask.CompletedTask;
        }
    }

    private sealed class FakeCloser : IDayCloser
    {
        public List<DateOnly> Closed { get; } = [];

        public bool IsBroken { get; set; }

        public Task<long> CloseAsync(DateOnly date, CancellationToken cancellationToken = default)
        {
            if (IsBroken) throw new JournalUnavailableException("The disk is full.");
            Closed.Add(date);
            return Task.FromResult(1L);
        }
    }
}
