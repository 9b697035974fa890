using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Monitoring.Contracts.Alert;
using Monitoring.Domain.Model;
using Monitoring.Models.Evaluation;
using Monitoring.Models.Simulation;
using Monitoring.Models.Training;

namespace Monitoring.Models.Commands;

/// <summary>The command <c>evaluate</c>: banks that no training saw, replayed through rules and model, and what they caught.</summary>
internal sealed class EvaluateCommand
{
    /// <summary>Seeds that no training bank has.</summary>
    private static readonly ulong[] DefaultSeeds = [1001, 1002, 1003, 1004, 1005];

    private readonly Option<DirectoryInfo?> _model = new("--model") { Description = "folder of the model; without it rules alone" };
    private readonly Option<ulong[]> _seeds = new("--seeds")
    {
        Description = "seeds of the banks",
        DefaultValueFactory = _ => DefaultSeeds,
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly Option<int?> _accounts = new("--accounts") { Description = "customer accounts of each bank (50,000)" };
    private readonly Option<int?> _cases = new("--patterns") { Description = "planted cases of each kind (30)" };
    private readonly Option<bool> _trainingStrengths = new("--training-strengths") { Description = "banks as in training, to compare" };
    private readonly Option<float?> _threshold = new("--threshold") { Description = "another threshold than the model's own" };
    private readonly Option<int?> _parts = new("--parts") { Description = "another trigger than the model's own; 0: at every posting" };
    private readonly Option<int> _lanes = new("--lanes")
    {
        Description = "lanes to replay on",
        DefaultValueFactory = _ => Environment.ProcessorCount,
    };

    public Command Build()
    {
        var command = new Command("evaluate", "Replay simulated banks that training never saw and print what rules and model caught.")
        {
            _model, _seeds, _accounts, _cases, _trainingStrengths, _threshold, _parts, _lanes,
        };
        command.SetAction(Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
        try
        {
            var folder = parsed.GetValue(_model)?.FullName;
            var package = folder is null ? null : ModelFolder.Load(folder);
            var live = package is null ? null : new ModelInForce(package, parsed.GetValue(_threshold));
            var trigger = parsed.GetValue(_parts) is { } parts ? new ModelTrigger(parts) : package?.Trigger ?? ModelTrigger.Always;
            var banks = new List<BankResult>();
            foreach (var seed in parsed.GetValue(_seeds)!)
            {
                banks.Add(BankEvaluation.Run(OptionsOf(parsed, seed), package?.Model, trigger, parsed.GetValue(_lanes)));
                error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"bank {seed}: {banks[^1].Postings:N0} postings"));
            }

            var threshold = (float?)live?.Threshold ?? float.PositiveInfinity;
            new EvaluationReport(banks, threshold, PrecisionOf(folder)).Write(output);
            return 0;
        }
        catch (Exception refused) when (refused is SimulationOptionsException or ModelFormatException or ArgumentOutOfRangeException)
        {
            error.WriteLine("evaluate: " + refused.Message);
            return 2;
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            error.WriteLine("evaluate: " + failed.Message);
            return 1;
        }
    }

    private SimulationOptions OptionsOf(ParseResult parsed, ulong seed)
    {
        var basis = parsed.GetValue(_trainingStrengths) ? SimulationPresets.Training(seed) : SimulationPresets.Evaluation(seed);
        return basis with
        {
            Accounts = parsed.GetValue(_accounts) ?? basis.Accounts,
            Patterns = basis.Patterns with { CasesPerKind = parsed.GetValue(_cases) ?? basis.Patterns.CasesPerKind },
        };
    }

    /// <summary>How often each rule was right in training, as the manifest tells.</summary>
    private static Dictionary<AlertRule, double> PrecisionOf(string? folder)
    {
        var precision = new Dictionary<AlertRule, double>();
        if (folder is null) return precision;
        using var manifest = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, ModelPackage.ManifestFile)));
        if (!manifest.RootElement.TryGetProperty("rulePrecision", out var told)) return precision;
        foreach (var one in told.EnumerateObject())
        {
            if (Enum.TryParse<AlertRule>(one.Name, out var rule)) precision[rule] = one.Value.GetDouble();
        }

        return precision;
    }
}
