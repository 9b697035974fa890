using System.CommandLine;
using Monitoring.Models.Simulation;

namespace Monitoring.Models.Commands;

/// <summary>The command <c>simulate</c>: options to a simulated bank, written as files or counted.</summary>
internal sealed class SimulateCommand
{
    private const long DefaultBenchmarkPostings = 1_000_000;
    private const int DefaultBenchmarkAccounts = 100_000;
    private const int DefaultDemoDays = 3;

    private readonly Option<ulong> _seed = new("--seed") { Description = "same seed, same bank", DefaultValueFactory = _ => 7UL };
    private readonly Option<int?> _accounts = new("--accounts") { Description = "customer accounts" };
    private readonly Option<int?> _days = new("--days") { Description = "length of the run" };
    private readonly Option<long?> _postings = new("--postings") { Description = "stop after so many postings" };
    private readonly Option<DateTimeOffset?> _start = new("--start") { Description = "first instant (2025-01-01T00:00:00+08:00)" };
    private readonly Option<int?> _branches = new("--branches") { Description = "branches beneath the head office" };
    private readonly Option<int?> _patterns = new("--patterns") { Description = "planted cases of each kind" };
    private readonly Option<int?> _disguised = new("--disguised") { Description = "share of cases that hide, permille" };
    private readonly Option<string?> _preset = new("--preset") { Description = "every-rule, demo, benchmark, training or evaluation" };
    private readonly Option<string?> _strengths = new("--strengths") { Description = "lifelike cases with the strengths of training or evaluation" };
    private readonly Option<int?> _lifeEvents = new("--life-events") { Description = "look-alikes in ordinary lives, permille of the usual" };
    private readonly Option<string> _format = new("--format") { Description = "ndjson or csv", DefaultValueFactory = _ => "ndjson" };
    private readonly Option<bool> _gzip = new("--gzip") { Description = "compress the files" };
    private readonly Option<bool> _randomIds = new("--random-ids") { Description = "posting ids that look random" };
    private readonly Option<bool> _summary = new("--summary") { Description = "print counts by population and pattern" };
    private readonly Option<DirectoryInfo?> _out = new("--out") { Description = "folder to write reference, postings and labels to" };

    public Command Build()
    {
        _preset.AcceptOnlyFromAmong("every-rule", "demo", "benchmark", "training", "evaluation");
        _strengths.AcceptOnlyFromAmong("training", "evaluation");
        _format.AcceptOnlyFromAmong("ndjson", "csv");
        var command = new Command("simulate", "Simulate a bank and write it in the feed format, with the truth beside it.")
        {
            _seed, _accounts, _days, _postings, _start, _branches, _patterns, _disguised, _preset, _strengths, _lifeEvents, _format, _gzip,
            _randomIds, _summary, _out,
        };
        command.SetAction(Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        var error = parsed.InvocationConfiguration.Error;
        var outFolder = parsed.GetValue(_out);
        if (outFolder is null && !parsed.GetValue(_summary))
        {
            error.WriteLine("simulate: say where to write with --out DIR, or ask for --summary");
            return 2;
        }

        try
        {
            var options = OptionsOf(parsed);
            var format = parsed.GetValue(_format) == "csv" ? FeedFileFormat.Csv : FeedFileFormat.Ndjson;
            var until = Until(options, parsed.GetValue(_days));
            var files = new SimulationFiles(new Simulator(options), format, parsed.GetValue(_gzip), until);
            var summary = files.Write(outFolder, parsed.GetValue(_summary));
            summary?.Print(parsed.InvocationConfiguration.Output);
            return 0;
        }
        catch (SimulationOptionsException refused)
        {
            error.WriteLine("simulate: " + refused.Message);
            return 2;
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            error.WriteLine("simulate: " + failed.Message);
            return 1;
        }
    }

    /// <summary>A file must end: an endless bank without a number of postings is cut after some days.</summary>
    private static DateTimeOffset? Until(SimulationOptions options, int? days)
    {
        if (options.Days is not null || (days is null && options.MaxPostings is not null))
        {
            return null;
        }

        int cut = days ?? DefaultDemoDays;
        return cut is >= 1 and <= SimulationOptions.DaysMax
            ? options.Start.AddDays(cut)
            : throw new SimulationOptionsException($"days must be between 1 and {SimulationOptions.DaysMax}, not {cut}");
    }

    private SimulationOptions OptionsOf(ParseResult parsed)
    {
        var basis = PresetOf(parsed);
        return basis with
        {
            Accounts = parsed.GetValue(_accounts) ?? basis.Accounts,
            Days = basis.Days is null ? null : parsed.GetValue(_days) ?? basis.Days,
            MaxPostings = parsed.GetValue(_postings) ?? basis.MaxPostings,
            Start = parsed.GetValue(_start) ?? basis.Start,
            Branches = parsed.GetValue(_branches) ?? basis.Branches,
            PostingIds = parsed.GetValue(_randomIds) ? PostingIdScheme.Random : basis.PostingIds,
            LifeEventsPermille = parsed.GetValue(_lifeEvents) ?? basis.LifeEventsPermille,
            Patterns = basis.Patterns with
            {
                Strengths = parsed.GetValue(_strengths) switch
                {
                    "training" => PatternStrengths.Training,
                    "evaluation" => PatternStrengths.Evaluation,
                    _ => basis.Patterns.Strengths,
                },
                CasesPerKind = parsed.GetValue(_patterns) ?? basis.Patterns.CasesPerKind,
                DisguisedPermille = parsed.GetValue(_disguised) ?? basis.Patterns.DisguisedPermille,
            },
        };
    }

    private SimulationOptions PresetOf(ParseResult parsed)
    {
        ulong seed = parsed.GetValue(_seed);
        switch (parsed.GetValue(_preset))
        {
            case "every-rule":
                return SimulationPresets.EveryRule(seed);
            case "benchmark":
                return SimulationPresets.Benchmark(DefaultBenchmarkAccounts, DefaultBenchmarkPostings, seed: seed);
            case "training":
                return SimulationPresets.Training(seed);
            case "evaluation":
                return SimulationPresets.Evaluation(seed);
            case "demo":
                return SimulationPresets.Demo(new DateTimeOffset(2026, 3, 10, 8, 30, 0, SimulationOptions.ShanghaiOffset), seed);
            default:
                return new SimulationOptions { Seed = seed };
        }
    }
}
