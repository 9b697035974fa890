using Microsoft.Extensions.Logging;
using Monitoring.Domain.Calendar;
using Monitoring.Domain.Detection;
using Monitoring.Domain.Ledger;
using Monitoring.Domain.Model;
using Monitoring.Domain.Tests.Model;
using Monitoring.Silo.Model;
using Monitoring.Silo.Tests.Model.Fixtures;

namespace Monitoring.Silo.Tests.Model;

public sealed class ModelHostTests : IDisposable
{
    private readonly Fixtures.TemporaryModelFolder _folder = new();
    private readonly LogCount<ModelHost> _log = new(LogLevel.Error);

    private string Trees => Path.Combine(_folder.Path, ModelPackage.TreesFile);

    [Fact]
    public void The_same_trees_with_another_threshold_come_into_force()
    {
        var host = Start();

        SmallModel.Write(_folder.Path, threshold: 0.75);
        host.Look();

        Assert.Equal(0.75, host.Status.Threshold);
    }

    [Fact]
    public void Files_that_are_written_again_as_they_were_leave_the_model_in_force()
    {
        var host = Start();
        var model = host.Rules.Current.Model;

        SmallModel.Write(_folder.Path);
        File.SetLastWriteTimeUtc(Trees, new DateTime(2030, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        host.Look();

        Assert.Same(model, host.Rules.Current.Model);
    }

    [Fact]
    public void A_refused_model_is_told_once_and_no_more_when_it_was_taken_away_or_replaced_by_what_is_in_force()
    {
        var host = Start();
        File.AppendAllText(Trees, " ");
        host.Look();
        host.Look();
        var refused = (host.Status.State, _log.Lines);

        SmallModel.Write(_folder.Path);
        host.Look();
        var restored = host.Status;
        File.AppendAllText(Trees, " ");
        host.Look();
        File.Delete(Path.Combine(_folder.Path, ModelPackage.ManifestFile));
        host.Look();

        Assert.Equal((ModelState.Refused, 1), refused);
        Assert.Equal((ModelState.Loaded, null), (restored.State, restored.Problem));
        Assert.Equal((ModelState.Loaded, "small.1"), (host.Status.State, host.Status.Version));
    }

    [Fact]
    public void Trees_that_cannot_be_read_yet_are_read_at_a_later_look()
    {
        var host = Start();
        SmallModel.Write(_folder.Path, version: "small.2");
        using (File.Open(Trees, FileMode.Open, FileAccess.Read, FileShare.None))
        {
            host.Look();
        }

        var meanwhile = (host.Status.State, host.Status.Version);
        host.Look();

        Assert.Equal((ModelState.Refused, "small.1"), meanwhile);
        Assert.Equal((ModelState.Loaded, "small.2"), (host.Status.State, host.Status.Version));
    }

    public void Dispose() => _folder.Dispose();

    private ModelHost Start()
    {
        SmallModel.Write(_folder.Path);
        var rules = new LedgerRules(new DetectionParameters(), new BankCalendar(TimeZoneInfo.Utc, TimeOnly.MinValue), OpenUnknownAccounts: true);
        return new ModelHost(rules, new ModelOptions { Path = _folder.Path }, TimeProvider.System, _log);
    }
}
