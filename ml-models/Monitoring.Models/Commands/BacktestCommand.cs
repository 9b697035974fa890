using System.CommandLine;
using System.Globalization;
using Monitoring.Domain.Detection;
using Monitoring.Domain.Ledger;
using Monitoring.Domain.Model;
using Monitoring.Models.Backtest;
using Monitoring.Models.Replay;
using Monitoring.Models.Training;
using Monitoring.Silo.Stores;

namespace Monitoring.Models.Commands;

/// <summary>
/// The command <c>backtest</c>: a history through candidate rules and model, compared with what was live. What lies before the first day is
/// replayed too, so that accounts are as they were; nothing is written.
/// </summary>
internal sealed class BacktestCommand
{
    private readonly Option<DateOnly> _from = new("--from") { Description = "first day looked at", Required = true };
    private readonly Option<DateOnly> _to = new("--to") { Description = "last day looked at", Required = true };
    private readonly Option<DirectoryInfo?> _data = new("--data") { Description = "data directory of the platform, opened to be read" };
    private readonly Option<string?> _postgres = new("--postgres") { Description = "connection string of a PostgreSQL database" };
    private readonly Option<FileInfo[]> _reference = Files("--reference", "files of reference records, instead of --data");
    private readonly Option<FileInfo[]> _postings = Files("--postings", "files of postings, instead of --data");
    private readonly Option<FileInfo?> _labels = new("--labels") { Description = "label file, as simulate writes it" };
    private readonly Option<FileInfo?> _parameters = new("--parameters") { Description = "candidate: JSON with a section Detection" };
    private readonly Option<DirectoryInfo?> _model = new("--model") { Description = "folder of the candidate model (none)" };
    private readonly Option<double?> _threshold = new("--threshold") { Description = "another threshold than the model's own" };
    private readonly Option<FileInfo?> _liveParameters = new("--live-parameters") { Description = "live, for files (defaults)" };
    private readonly Option<DirectoryInfo?> _liveModel = new("--live-model") { Description = "live model, for files (none)" };
    private readonly Option<bool> _daily = new("--daily") { Description = "a line for each day" };
    private readonly Option<int> _lanes = new("--lanes")
    {
        Description = "lanes to replay on",
        DefaultValueFactory = _ => Environment.ProcessorCount,
    };


    public Command Build()
    {
        var command = new Command("backtest", "Replay history through candidate rules and model and compare with what was live.")
        {
            _from, _to, _data, _postgres, _reference, _postings, _labels, _parameters, _model, _threshold, _liveParameters, _liveModel,
            _daily, _lanes,
        };
        command.SetAction(Run);
        return command;
    }

    private static Option<FileInfo[]> Files(string name, string description) => new(name)
    {
        Description = description,
        AllowMultipleArgumentsPerToken = true,
        DefaultValueFactory = static _ => [],
    };

    private int Run(ParseResult parsed)
    {
        var error = parsed.InvocationConfiguration.Error;
        var (data, postgres) = (parsed.GetValue(_data), parsed.GetValue(_postgres));
        var sources = (data is null ? 0 : 1) + (postgres is null ? 0 : 1) + (parsed.GetValue(_postings)!.Length == 0 ? 0 : 1);
        if (sources != 1)
        {
            error.WriteLine("backtest: say what to replay, with --data DIR, --postgres CONNECTION, or --reference and --postings FILES");
            return 2;
        }

        try
        {
            var candidate = RulesOf(parsed.GetValue(_parameters), parsed.GetValue(_model), parsed.GetValue(_threshold));
            var report = data is null && postgres is null ? OfFiles(parsed, candidate) : OfDatabase(parsed, candidate);
            report.Write(parsed.InvocationConfiguration.Output, parsed.GetValue(_daily));
            return 0;
        }
        catch (Exception refused) when (refused is ModelFormatException or InvalidDataException or StoreException)
        {
            error.WriteLine("backtest: " + refused.Message);
            return 2;
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            error.WriteLine("backtest: " + failed.Message);
            return 1;
        }
    }

    private static LedgerRules RulesOf(FileInfo? parameters, DirectoryInfo? model, double? threshold)
    {
        var rules = BankRules.With(parameters is null ? new DetectionParameters() : CandidateRules.Read(parameters.FullName));
        return model is null ? rules : rules with { Model = new ModelInForce(ModelFolder.Load(model.FullName), threshold) };
    }

    private BacktestReport OfDatabase(ParseResult parsed, LedgerRules candidate)
    {
        using var journal = parsed.GetValue(_postgres) is { } postgres
            ? JournalHistory.OpenPostgres(postgres)
            : JournalHistory.OpenSqlite(parsed.GetValue(_data)!.FullName);
        var live = new LiveAlerts();
        var history = new DatabaseHistory(journal) { Live = live.Take };
        var raised = Replay(parsed, history, candidate, closesLastDay: false);
        var truth = parsed.GetValue(_labels) is { } labels ? LabelFile.Read(labels.FullName) : live.Truth();
        return new BacktestReport(live.Raised, raised, truth, parsed.GetValue(_from), parsed.GetValue(_to));
    }

    private BacktestReport OfFiles(ParseResult parsed, LedgerRules candidate)
    {
        var history = new FeedFileHistory(
            PathsOf(parsed, _reference), PathsOf(parsed, _postings), BankRules.Calendar, TimeProvider.System);
        var live = Replay(
            parsed, history, RulesOf(parsed.GetValue(_liveParameters), parsed.GetValue(_liveModel), threshold: null), closesLastDay: true);
        var raised = Replay(parsed, history, candidate, closesLastDay: true);
        if (history.Refused > 0)
        {
            var refused = string.Create(CultureInfo.InvariantCulture, $"{history.Refused / 2:N0} records were not taken");
            parsed.InvocationConfiguration.Error.WriteLine($"backtest: {refused}, the first: {history.FirstRefusal}");
        }

        var truth = parsed.GetValue(_labels) is { } labels ? LabelFile.Read(labels.FullName) : KnownTruth.None;
        return new BacktestReport(live, raised, truth, parsed.GetValue(_from), parsed.GetValue(_to));
    }

    /// <summary>A journal tells itself which days were closed; of files the last day asked for is.</summary>
    private List<RaisedAlert> Replay(ParseResult parsed, IHistory history, LedgerRules rules, bool closesLastDay)
    {
        var collectors = Enumerable.Range(0, parsed.GetValue(_lanes)).Select(static _ => new AlertCollector()).ToArray();
        DateOnly? lastDay = closesLastDay ? parsed.GetValue(_to) : null;
        LaneReplay.Run(history, rules, collectors.Length, lane => collectors[lane], () => lastDay);
        return [.. collectors.SelectMany(static collector => collector.Raised)];
    }

    private static string[] PathsOf(ParseResult parsed, Option<FileInfo[]> option) =>
        [.. parsed.GetValue(option)!.Select(static file => file.FullName)];
}
