using System.Text;
using Monitoring.Silo.Feed;
using Monitoring.Simulation.Engine;
using Monitoring.Simulation.Platform;
using Monitoring.Simulation.Workload;

namespace Monitoring.Simulation;

/// <content>Declarations: one at a time, each sent until it is answered, so that it is known which was the last.</content>
internal sealed partial class Simulation
{
    /// <summary>The declaration under way, to be sent again when its answer does not come.</summary>
    private (string Json, BankAccount Account, string Branch)? _owed;
    private Task? _declaring;

    /// <summary>Declares the bank; faults are not long in coming, so until it is done.</summary>
    private async Task DeclareAllAsync()
    {
        var lines = _bank.Branches.Select(Bank.Declaration).ToList();
        foreach (var account in _bank.Accounts)
        {
            var branch = _random.Pick(_bank.Branches);
            lines.Add(Bank.Declaration(account, branch, isFirst: true));
            (account.Branch, account.IsDeclared) = (branch, true);
        }

        while (true)
        {
            var sent = DeclareAsync(_process.Silos[0], string.Join('\n', lines));
            while (!sent.IsCompleted)
            {
                await Pool.SettleAsync();
                ThrowIfViolated();
                _step++;
                if (_process.WriterCanStep) StepWriter();
                else if (_process.ReaderCanStep) _process.Conductor.Reader.Step();
                else Advance(TimeSpan.FromSeconds(1));
                // A crash takes the answer with it.
                if (_process.Ended.IsCancellationRequested || _declaredBy != _process) break;
            }

            if (_declaredBy == _process && await sent) return;
        }
    }

    private PlatformProcess? _declaredBy;

    private async Task<bool> DeclareAsync(SimSilo silo, string text)
    {
        var process = _declaredBy = _process;
        var input = new FeedInput
        {
            Body = new MemoryStream(Encoding.UTF8.GetBytes(text)),
            Kind = FeedKind.Reference,
            Format = FeedFormat.NdJson,
            Source = "reference",
        };
        var result = await silo.Feed.TakeAsync(input, CancellationToken.None);
        if (process.Ended.IsCancellationRequested) return false;
        _log.Add($"declaration {result.Status}: {result.Accepted} changed, {result.Duplicates} known, {result.Rejected} rejected");
        if (result.Rejected > 0) throw new ViolationException("a good declaration is taken", result.Rejections[0].ToString());
        if (result.Status == FeedStatus.Failed) throw new ViolationException("no body fails unexpectedly", "declaration");
        return result.Status == FeedStatus.Completed;
    }

    /// <summary>Moves an account to a branch, or sends again what was not answered.</summary>
    private void Redeclare(SimSilo silo)
    {
        if (_declaring is { IsCompleted: false }) return;
        if (_owed is null)
        {
            var account = _random.Chance(900) || !_settings.OpensUnknown ? _random.Pick(_bank.Accounts) : _random.Pick(_bank.Strangers);
            var branch = _random.Pick(_bank.Branches);
            _owed = (Bank.Declaration(account, branch, isFirst: false), account, branch);
            _log.Add($"{account.Id} is declared at {branch}");
        }

        _declaring = Errand(() => PayAsync(silo));
    }

    private async Task PayAsync(SimSilo silo)
    {
        if (_owed is not { } owed || !await DeclareAsync(silo, owed.Json)) return;
        (owed.Account.Branch, owed.Account.IsDeclared, _owed) = (owed.Branch, true, null);
    }
}
