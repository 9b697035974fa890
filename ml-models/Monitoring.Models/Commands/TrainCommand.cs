using System.CommandLine;
using Monitoring.Models.Simulation;
using Monitoring.Models.Training;

namespace Monitoring.Models.Commands;

/// <summary>The command <c>train</c>: simulated banks and dispositions to a model's folder. Needs the training build.</summary>
internal sealed class TrainCommand
{
    /// <summary>What the default build says.</summary>
    internal const string NoTrainer =
        "this build has no trainer. Training uses ML.NET (Microsoft.ML and Microsoft.ML.FastTree 5.0.0), which the default build does " +
        "without; build it with -p:Training=true: dotnet run -c Release --project ml-models/Monitoring.Models -p:Training=true -- ... " +
        "Where the package source lacks these packages, MONITORING_PACKAGES may name a folder that has them.";

    private static readonly ulong[] DefaultSeeds = [1, 2, 3];
    private static readonly ulong[] DefaultThresholdSeeds = [11];

    private static readonly TreeTraining Usual = new();

    private readonly Option<ulong[]> _seeds = Many("--seeds", "seeds of the banks to learn from", DefaultSeeds);
    private readonly Option<ulong[]> _thresholdSeeds = Many("--threshold-seeds", "seeds of the threshold's banks", DefaultThresholdSeeds);
    private readonly Option<int> _accounts = Of("--accounts", "accounts of each bank to learn from", 25_000);
    private readonly Option<int> _thresholdAccounts = Of("--threshold-accounts", "accounts of each bank for the threshold", 50_000);
    private readonly Option<int> _cases = Of("--patterns", "planted cases of each kind in a bank to learn from", 100);
    private readonly Option<int> _trees = Of("--trees", "most trees", Usual.TreesMax);
    private readonly Option<int> _leaves = Of("--leaves", "most leaves of a tree", Usual.LeavesMax);
    private readonly Option<int> _parts = Of("--parts", "look when another such part of a large amount moved; 0: always", TrainingPlan.PartsOfLarge);
    private readonly Option<int> _seed = Of("--seed", "same seed, same model", Usual.Seed);
    private readonly Option<double> _flagged = Of("--flagged", "share of ordinary accounts that may be flagged in a year", 0.0092);
    private readonly Option<string> _version = Of("--model-version", "version written with every score", "1");
    private readonly Option<int> _lanes = Of("--lanes", "lanes to replay on", Environment.ProcessorCount);
    private readonly Option<FileInfo?> _dispositions = new("--dispositions") { Description = "rows that the command dispositions wrote" };
    private readonly Option<DirectoryInfo> _out = new("--out") { Description = "folder to write the model to", Required = true };

    public Command Build()
    {
        var command = new Command("train", "Train the model with ML.NET; needs the build with -p:Training=true.")
        {
            _seeds, _thresholdSeeds, _accounts, _thresholdAccounts, _cases, _trees, _leaves, _parts, _seed, _flagged, _version, _lanes,
            _dispositions, _out,
        };
        command.SetAction(Run);
        return command;
    }

    private static Option<ulong[]> Many(string name, string description, ulong[] usual) =>
        new(name)
        {
            Description = description,
            DefaultValueFactory = _ => usual,
            AllowMultipleArgumentsPerToken = true,
        };

    private static Option<T> Of<T>(string name, string description, T usual) =>
        new(name) { Description = description, DefaultValueFactory = _ => usual };

    private int Run(ParseResult parsed)
    {
        var error = parsed.InvocationConfiguration.Error;
#if TRAINING
        try
        {
            var plan = PlanOf(parsed);
            var trained = new Training.Boosting.TrainingRun(plan, error).Run();
            new Training.Boosting.TrainedFiles(plan, trained, parsed.GetValue(_version)!).Write(parsed.GetValue(_out)!);
            return 0;
        }
        catch (Exception refused) when (refused is TrainingException or SimulationOptionsException or InvalidDataException or ArgumentOutOfRangeException)
        {
            error.WriteLine("train: " + refused.Message);
            return 2;
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            error.WriteLine("train: " + failed.Message);
            return 1;
        }
#else
        error.WriteLine($"train: {NoTrainer}");
        return 2;
#endif
    }

#if TRAINING
    private TrainingPlan PlanOf(ParseResult parsed) => new()
    {
        Seeds = parsed.GetValue(_seeds)!,
        ThresholdSeeds = parsed.GetValue(_thresholdSeeds)!,
        Accounts = parsed.GetValue(_accounts),
        ThresholdAccounts = parsed.GetValue(_thresholdAccounts),
        CasesPerKind = parsed.GetValue(_cases),
        Trees = Usual with { TreesMax = parsed.GetValue(_trees), LeavesMax = parsed.GetValue(_leaves), Seed = parsed.GetValue(_seed) },
        Trigger = new Monitoring.Domain.Model.ModelTrigger(parsed.GetValue(_parts)),
        FlaggedShare = parsed.GetValue(_flagged),
        Lanes = parsed.GetValue(_lanes),
        Dispositions = parsed.GetValue(_dispositions) is { } file ? Backtest.Dispositions.Read(file.FullName) : null,
    };
#endif
}
