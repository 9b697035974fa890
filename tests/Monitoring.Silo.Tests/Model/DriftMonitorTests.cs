using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Monitoring.Domain.Calendar;
using Monitoring.Domain.Detection;
using Monitoring.Domain.Ledger;
using Monitoring.Domain.Model;
using Monitoring.Domain.Tests.Model;
using Monitoring.Silo.Model;
using Monitoring.Silo.Tests.Model.Fixtures;

namespace Monitoring.Silo.Tests.Model;

public sealed class DriftMonitorTests
{
    private const int Window = 1_000;
    private readonly FakeTimeProvider _clock = new();
    private readonly float[] _vector = SmallModel.Vector(4, 0, 0);

    [Fact]
    public void A_window_spread_as_in_training_has_an_index_of_nothing()
    {
        var monitor = new DriftMonitor(SmallModel.Package(), Options(Window), _clock);

        // 90 %, 8 % and 2 % of scores; the feature's shares of 50, 30 and 20 % over what is sampled.
        Feed(monitor, i => (i % 100) switch { < 90 => 0.1, < 98 => 0.3, _ => 0.9 }, i => (i / 16 % 10) switch { < 5 => 4, < 8 => 7, _ => 12 });
        monitor.Look();

        Assert.False(monitor.IsDrifting);
        Assert.All(monitor.All, counts => Assert.InRange(counts.Index, 0, 0.02));
    }

    [Fact]
    public void Scores_that_moved_up_are_an_alarm_until_a_window_is_as_before()
    {
        var monitor = new DriftMonitor(SmallModel.Package(), Options(Window), _clock);
        Func<int, float> usual = i => (i / 16 % 10) switch { < 5 => 4, < 8 => 7, _ => 12 };

        Feed(monitor, i => i % 2 == 0 ? 0.1 : 0.9, usual);
        monitor.Look();
        var (during, index) = (monitor.IsDrifting, monitor.Index);
        Feed(monitor, i => (i % 100) switch { < 90 => 0.1, < 98 => 0.3, _ => 0.9 }, usual);
        monitor.Look();

        Assert.True(during);
        // (0.5-0.9)ln(0.5/0.9) + (0.0001-0.08)ln(0.0001/0.08) + (0.5-0.02)ln(0.5/0.02)
        Assert.Equal(2.314, Math.Round(index, 3));
        Assert.False(monitor.IsDrifting);
    }

    [Fact]
    public void A_feature_that_moved_is_told_and_is_no_alarm_while_the_scores_stay()
    {
        var monitor = new DriftMonitor(SmallModel.Package(), Options(Window), _clock);

        Feed(monitor, i => (i % 100) switch { < 90 => 0.1, < 98 => 0.3, _ => 0.9 }, _ => 12);
        monitor.Look();

        Assert.Equal((false, "turnover_30d"), (monitor.IsDrifting, monitor.Furthest.Name));
        Assert.True(monitor.Furthest.Index > 1);
    }

    [Fact]
    public void A_window_that_is_not_full_tells_nothing()
    {
        var monitor = new DriftMonitor(SmallModel.Package(), Options(Window + 1), _clock);

        Feed(monitor, _ => 0.99, _ => 12);
        monitor.Look();

        Assert.False(monitor.IsDrifting);
    }

    [Fact]
    public void A_window_lasts_as_many_hours_as_it_must_however_many_scores_it_has()
    {
        var monitor = new DriftMonitor(SmallModel.Package(), new ModelOptions { DriftScores = Window, DriftHours = 48 }, _clock);

        Feed(monitor, _ => 0.99, _ => 12);
        monitor.Look();
        var soon = monitor.IsDrifting;
        Feed(monitor, _ => 0.99, _ => 12);
        monitor.Look();

        Assert.Equal((false, true), (soon, monitor.IsDrifting));
    }

    [Fact]
    public void The_host_is_degraded_and_warns_once_while_the_bank_drifts()
    {
        using var folder = new Fixtures.TemporaryModelFolder();
        SmallModel.Write(folder.Path);
        var log = new LogCount<ModelHost>(LogLevel.Warning);
        var host = new ModelHost(
            new LedgerRules(new DetectionParameters(), new BankCalendar(TimeZoneInfo.Utc, TimeOnly.MinValue), OpenUnknownAccounts: true),
            Options(Window, folder.Path),
            _clock,
            log);
        for (var round = 0; round < 3; round++)
        {
            Feed(host.Drift!, _ => 0.99, _ => 12);
            host.Look();
        }

        Assert.Equal((ModelState.Drifted, true), (host.Status.State, host.Status.IsDegraded));
        Assert.Equal(1, log.Lines);
    }

    [Fact]
    public void A_model_beside_the_program_that_is_not_there_leaves_the_rules_alone()
    {
        var rules = new LedgerRules(new DetectionParameters(), new BankCalendar(TimeZoneInfo.Utc, TimeOnly.MinValue), OpenUnknownAccounts: true);
        var host = new ModelHost(rules, new ModelOptions { Path = ModelOptions.None }, _clock, NullLogger<ModelHost>.Instance);

        Assert.Equal((ModelState.None, false), (host.Status.State, host.Status.IsDegraded));
        Assert.Null(host.Rules.Current.Model);
    }

    private static ModelOptions Options(int scores, string? path = null) => new() { Path = path, DriftScores = scores };

    private void Feed(DriftMonitor monitor, Func<int, double> score, Func<int, float> turnover)
    {
        for (var i = 0; i < Window; i++)
        {
            _vector[(int)Feature.Turnover30d] = turnover(i);
            monitor.Scored(score(i), _vector);
        }

        _clock.Advance(TimeSpan.FromHours(25));
    }
}
