using Monitoring.Api.Auth;
using Monitoring.Api.Schema.Inputs;
using Monitoring.Api.Schema.Nodes;
using Monitoring.Contracts.Alert;
using Monitoring.Grains.Journal;
using Monitoring.Grains.Queries;
using Monitoring.GraphQL;
using Orleans;

namespace Monitoring.Api.Schema;

/// <summary>
/// Sends what people do about alerts to the grain that owns the alert, and answers with the alert as it is committed then. An alert that
/// the caller may not see is answered as one that does not exist. Thread-safe.
/// </summary>
public sealed class AlertActions(IBankReader bank, IAlertReader alerts, IGrainFactory grains)
{
    private static readonly string[] IdPath = ["input", "id"];

    /// <summary>Acts on an alert.</summary>
    public async Task<AlertPayload> ActAsync(
        Caller caller, string id, long? ifVersion, InputCheck checks, Func<AlertId, string, AlertCommand> command,
        CancellationToken cancellationToken)
    {
        if (!AlertId.TryParse(id, out var alert) || await FindAsync(caller, alert, cancellationToken) is not { } row)
        {
            return new AlertPayload(null, [NotFound]);
        }

        if (checks.Errors.Count > 0) return new AlertPayload(new AlertNode(row), checks.Errors);
        if (ifVersion is < 0 or > int.MaxValue) return new AlertPayload(new AlertNode(row), [VersionChanged(row, ifVersion.Value)]);
        var error = await SendAsync(row, command(alert, caller.Name) with { IfVersion = (int?)ifVersion });
        var now = await FindAsync(caller, alert, cancellationToken);
        return new AlertPayload(now is null ? null : new AlertNode(now), error is null ? [] : [error]);
    }

    /// <summary>Decides a proposal.</summary>
    public async Task<ApprovalPayload> DecideAsync(
        Caller caller, DecideApprovalInput input, InputCheck checks, CancellationToken cancellationToken)
    {
        if (await FindAsync(caller, input.Id, cancellationToken) is not var (row, proposal))
        {
            return new ApprovalPayload(null, [new UserError(ApiCodes.ApprovalNotFound, "There is no such approval.", IdPath)]);
        }

        if (checks.Errors.Count > 0) return new ApprovalPayload(new ApprovalNode(proposal), checks.Errors);
        if (proposal.State != ApprovalState.Pending)
        {
            return new ApprovalPayload(
                new ApprovalNode(proposal), [new UserError(ApiCodes.ApprovalDecided, "It is decided already.", IdPath)]);
        }

        var isApproved = input.Decision == ApprovalDecision.Approve;
        // Should another proposal have taken this one's place meanwhile, the version tells.
        var command = new DecideClose(row.Record.Id, caller.Name, InputCheck.Clean(input.Reason), isApproved)
        {
            IfVersion = row.Record.Version,
        };
        var error = await SendAsync(row, command);
        var now = await FindAsync(caller, input.Id, cancellationToken);
        return new ApprovalPayload(now is { } found ? new ApprovalNode(found.Proposal) : null, error is null ? [] : [error]);
    }

    private static UserError NotFound => new(AlertCodes.NotFound, "There is no such alert.", IdPath);

    private static UserError VersionChanged(AlertRow row, long seen) =>
        new(AlertCodes.VersionChanged, $"The alert is at version {row.Record.Version}, not {seen}.", ["input", "ifVersion"]);

    private async Task<UserError?> SendAsync(AlertRow row, AlertCommand command)
    {
        try
        {
            var outcome = await grains.LedgerOf(row.Grain, row.Record.Account).HandleAsync(command);
            if (outcome.Code is null) return null;
            // The grain knows open alerts only; this one exists, so it is closed.
            return outcome.Code == AlertCodes.NotFound
                ? new UserError(AlertCodes.Closed, "The alert is closed.", IdPath)
                : new UserError(outcome.Code, outcome.Message ?? outcome.Code, []);
        }
        catch (JournalUnavailableException)
        {
            throw new GraphQLException("Nothing can be written just now; try again.", ApiCodes.Unavailable);
        }
    }

    private async Task<AlertRow?> FindAsync(Caller caller, AlertId id, CancellationToken cancellationToken)
    {
        var row = (await alerts.GetAlertsAsync([id], cancellationToken))[0];
        if (row is null || caller.Branch is null) return row;
        var view = new BranchView(new BranchTree(await bank.ListBranchesAsync(cancellationToken)), caller);
        return view.Sees(row.Record.Branch) ? row : null;
    }

    private async Task<(AlertRow Row, Proposal Proposal)?> FindAsync(Caller caller, string approval, CancellationToken cancellationToken)
    {
        if (!Proposal.TryParse(approval, out var id, out _)) return null;
        if (await FindAsync(caller, id, cancellationToken) is not { } row) return null;
        var history = (await alerts.GetHistoryAsync([id], cancellationToken))[0];
        return Proposal.In(history).FirstOrDefault(proposal => proposal.Id == approval) is { } found ? (row, found) : null;
    }
}
