using Monitoring.Contracts.Alert;
using Monitoring.Contracts.Feed;
using Monitoring.Contracts.Grain;
using Monitoring.Contracts.Ledger;
using Monitoring.Contracts.Reference;
using Monitoring.Domain.Alert;
using Monitoring.Domain.Ledger;

namespace Monitoring.Grains.Grain;

/// <summary>Applies postings.</summary>
internal sealed class PostCommand(Posting[] postings) : LedgerCommand<PostingOutcome[]>
{
    public override int Postings => postings.Length;

    public override IReadOnlyList<LedgerCommand> Part()
    {
        if (postings.Length <= 1) return [this];
        PostCommand[] parts = [.. postings.Select(static posting => new PostCommand([posting]))];
        _ = JoinAsync(parts);
        return parts;
    }

    public override void Ask(LedgerFacts facts)
    {
        foreach (var posting in postings)
        {
            facts.Ask(posting);
        }
    }

    protected override PostingOutcome[] Answer(Decision decision, LedgerFacts facts)
    {
        var outcomes = new PostingOutcome[postings.Length];
        for (var i = 0; i < outcomes.Length; i++)
        {
            outcomes[i] = PostingDecision.Post(decision, postings[i], facts.Of(postings[i]));
            if (outcomes[i].Verdict == PostingVerdict.Accepted) facts.Accepted(decision, postings[i]);
            else facts.Refused(outcomes[i].Verdict);
        }

        return outcomes;
    }

    /// <summary>Answers when all parts are answered; the first that failed fails the whole, and the others stand.</summary>
    private async Task JoinAsync(PostCommand[] parts)
    {
        try
        {
            Complete([.. (await System.Threading.Tasks.Task.WhenAll(parts.Select(static part => part.Task))).SelectMany(static outcomes => outcomes)]);
        }
        catch (Exception error)
        {
            Fail(error);
        }
    }

    protected override PostingOutcome[] Refusal(GrainKind known)
    {
        var outcomes = new PostingOutcome[postings.Length];
        Array.Fill(outcomes, new PostingOutcome(PostingVerdict.Rejected, 0, 0, FeedCodes.KindConflict, "account", $"The id is known as {known}."));
        return outcomes;
    }
}

/// <summary>Declares an account.</summary>
internal sealed class DeclareAccountCommand(AccountReference reference) : LedgerCommand<ReferenceOutcome>
{
    protected override ReferenceOutcome Answer(Decision decision, LedgerFacts facts) => ReferenceDecision.Declare(decision, reference);

    protected override ReferenceOutcome Refusal(GrainKind known) =>
        new(false, FeedCodes.KindConflict, "id", $"The id is known as {known}.");
}

/// <summary>Declares a settlement account.</summary>
internal sealed class DeclareSettlementCommand(SettlementReference reference) : LedgerCommand<ReferenceOutcome>
{
    protected override ReferenceOutcome Answer(Decision decision, LedgerFacts facts) => ReferenceDecision.Declare(decision, reference);

    protected override ReferenceOutcome Refusal(GrainKind known) =>
        new(false, FeedCodes.KindConflict, "id", $"The id is known as {known}.");
}

/// <summary>Acts on an alert. Not repeatable: escalating twice is not the same as once.</summary>
internal sealed class HandleAlertCommand(AlertCommand command) : LedgerCommand<AlertCommandOutcome>
{
    public override bool IsRepeatable => false;

    protected override AlertCommandOutcome Answer(Decision decision, LedgerFacts facts) => AlertDecision.Handle(decision, command);

    protected override AlertCommandOutcome Refusal(GrainKind known) =>
        new(null, AlertCodes.NotFound, $"The id is known as {known}; its alerts are asked for there.");
}

/// <summary>Closes a business day.</summary>
internal sealed class CloseDayCommand(DateOnly date) : LedgerCommand<bool>
{
    protected override bool Answer(Decision decision, LedgerFacts facts)
    {
        DayDecision.Close(decision, date);
        return true;
    }

    protected override bool Refusal(GrainKind known) => false;
}

/// <summary>Reads the figures; queued like any other command, so that nothing is seen before it is durable.</summary>
internal sealed class ReadFiguresCommand : LedgerCommand<LedgerFigures?>
{
    protected override LedgerFigures? Answer(Decision decision, LedgerFacts facts) =>
        decision.State.Exists ? FiguresOf.State(decision.State, decision.Calendar.BusinessDateOf(decision.Now)) : null;

    protected override LedgerFigures? Refusal(GrainKind known) => null;
}
