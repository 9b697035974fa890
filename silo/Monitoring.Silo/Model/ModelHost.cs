using Microsoft.Extensions.Logging;
using Monitoring.Domain.Ledger;
using Monitoring.Domain.Model;

namespace Monitoring.Silo.Model;

/// <summary>
/// Puts the model that lies in the folder in force: when the program starts, and again when the files change, without a stop. A folder that was named must hold a
/// model that can be used, or the program does not start; a model that comes beside the program and cannot be used is told in log,
/// health and metrics, and the rules go on without it. A later model that cannot be used leaves the one before in force. Thread-safe.
/// </summary>
public sealed class ModelHost
{
    private readonly ModelOptions _options;
    private readonly TimeProvider _clock;
    private readonly ILogger<ModelHost> _log;
    private readonly Lock _loading = new();
    private (long, long, long, long)? _seen;
    private volatile DriftMonitor? _drift;
    private volatile string? _problem;
    private bool _looksAgain;
    private bool _wasDrifting;

    /// <summary>Loads the model.</summary>
    /// <exception cref="InvalidDataException">The folder was named and holds no model that can be used.</exception>
    public ModelHost(LedgerRules rules, ModelOptions options, TimeProvider clock, ILogger<ModelHost> log)
    {
        (_options, _clock, _log, Rules) = (options, clock, log, new RulesInForce(rules));
        Look();
        if (options.IsNamed && options.Folder is not null && Rules.Current.Model is null)
        {
            throw new InvalidDataException($"{ModelOptions.Section}:Path: {options.Folder}: {_problem ?? $"there is no {ModelPackage.ManifestFile}."}");
        }
    }

    /// <summary>What is in force, with the model.</summary>
    public RulesInForce Rules { get; }

    /// <summary>How it stands.</summary>
    public ModelStatus Status
    {
        get
        {
            var model = Rules.Current.Model;
            var state = _problem is not null ? ModelState.Refused
                : model is null ? ModelState.None
                : _drift?.IsDrifting == true ? ModelState.Drifted
                : ModelState.Loaded;
            return new ModelStatus(state, model?.Package.Version, model?.Threshold, _problem);
        }
    }

    /// <summary>Counts of the model in force; <c>null</c> for none.</summary>
    internal DriftMonitor? Drift => _drift;

    /// <summary>Looks whether another model lies in the folder, and how far the bank has drifted.</summary>
    public void Look()
    {
        lock (_loading)
        {
            LookForModel();
            LookAtDrift();
        }
    }

    private void LookForModel()
    {
        if (_options.Folder is not { } folder) return;
        try
        {
            var stamp = ModelFiles.StampOf(folder);
            // A model that was taken away stays in force until the next start: nobody loses it by a slip.
            if (stamp == _seen && !_looksAgain) return;
            (_seen, _looksAgain) = (stamp, false);
            var package = stamp is null ? null : ModelFiles.Read(folder);
            _problem = null;
            if (package is null || package.Hash == Rules.Current.Model?.Package.Hash) return;
            var drift = new DriftMonitor(package, _options, _clock);
            var model = new ModelInForce(package, _options.AlertThreshold, drift);
            (_drift, _wasDrifting) = (drift, false);
            Rules.Use(model);
            _log.Loaded(package.Version, package.Model.Trees, model.Threshold, package.Trigger.PartsOfLarge);
        }
        catch (Exception error) when (error is ModelFormatException or IOException or UnauthorizedAccessException)
        {
            // What could not be read may be readable at the next look; what was read stays as it is until the files change.
            _looksAgain = error is not ModelFormatException;
            if (_problem != error.Message) _log.Refused(folder, error.Message);
            _problem = error.Message;
        }
    }

    private void LookAtDrift()
    {
        if (_drift is not { } drift) return;
        drift.Look();
        if (drift.IsDrifting == _wasDrifting) return;
        _wasDrifting = drift.IsDrifting;
        if (_wasDrifting) _log.Drifting(Rules.Current.Model!.Package.Version, drift.Index, _options.DriftAlarm, drift.Furthest.Name, drift.Furthest.Index);
        else _log.Settled(Rules.Current.Model!.Package.Version);
    }
}
