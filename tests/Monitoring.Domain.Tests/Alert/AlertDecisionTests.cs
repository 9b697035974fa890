using Monitoring.Contracts.Alert;
using Monitoring.Contracts.Grain;
using Monitoring.Contracts.Ledger;
using Monitoring.Domain.Alert;
using Monitoring.Domain.Tests.Support;

namespace Monitoring.Domain.Tests.Alert;

public sealed class AlertDecisionTests
{
    private const string First = "first";
    private const string Second = "second";

    /// <summary>State before, severity, command, code or state after; the whole table.</summary>
    public static TheoryData<AlertState, bool, string, string> Table => new()
    {
        { AlertState.Open, true, "acknowledge", "Acknowledged" },
        { AlertState.Acknowledged, true, "acknowledge", "same" },
        { AlertState.Investigating, true, "acknowledge", "same" },
        { AlertState.CloseProposed, true, "acknowledge", "same" },
        { AlertState.Open, true, "assign", "Investigating" },
        { AlertState.Acknowledged, true, "assign", "Investigating" },
        { AlertState.Investigating, true, "assign", "Investigating" },
        { AlertState.Investigating, true, "assign same", "same" },
        { AlertState.CloseProposed, true, "assign", AlertCodes.StateInvalid },
        { AlertState.Open, true, "escalate", "Open" },
        { AlertState.Acknowledged, true, "escalate", "Acknowledged" },
        { AlertState.Investigating, true, "escalate", "Investigating" },
        { AlertState.CloseProposed, true, "escalate", "CloseProposed" },
        { AlertState.Open, true, "close", "CloseProposed" },
        { AlertState.Acknowledged, true, "close", "CloseProposed" },
        { AlertState.Investigating, true, "close", "CloseProposed" },
        { AlertState.CloseProposed, true, "close", AlertCodes.StateInvalid },
        { AlertState.Open, false, "close", "Closed" },
        { AlertState.Acknowledged, false, "close", "Closed" },
        { AlertState.Investigating, false, "close", "Closed" },
        { AlertState.Open, true, "approve", AlertCodes.NoProposal },
        { AlertState.Acknowledged, true, "approve", AlertCodes.NoProposal },
        { AlertState.Investigating, true, "refuse", AlertCodes.NoProposal },
        { AlertState.CloseProposed, true, "approve", "Closed" },
        { AlertState.CloseProposed, true, "refuse", "Acknowledged" },
        { AlertState.CloseProposed, true, "approve own", AlertCodes.SecondPersonNeeded },
        { AlertState.CloseProposed, true, "refuse own", AlertCodes.SecondPersonNeeded },
        { AlertState.Closed, true, "acknowledge", AlertCodes.NotFound },
        { AlertState.Closed, true, "close", AlertCodes.NotFound },
        { AlertState.Closed, true, "escalate", AlertCodes.NotFound },
        { AlertState.Closed, false, "approve", AlertCodes.NotFound },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void Each_command_in_each_state(AlertState from, bool high, string command, string result)
    {
        var (books, alert) = Brought(from, high);
        var before = books.Events.Count;
        var outcome = books.Handle(Command(command, alert.Id));

        if (result == "same")
        {
            Assert.Equal((null, from, before), (outcome.Code, outcome.Alert!.State, books.Events.Count));
        }
        else if (Enum.TryParse<AlertState>(result, out var to))
        {
            Assert.Equal((null, to, before + 1), (outcome.Code, outcome.Alert!.State, books.Events.Count));
            Assert.Equal(alert.Version + 1, outcome.Alert.Version);
        }
        else
        {
            Assert.Equal((result, before), (outcome.Code, books.Events.Count));
            Assert.False(string.IsNullOrWhiteSpace(outcome.Message));
        }
    }

    [Fact]
    public void An_approved_closing_has_the_proposed_outcome_and_no_proposal_any_more()
    {
        var (books, alert) = Brought(AlertState.CloseProposed, high: true);
        var closed = books.Handle(new DecideClose(alert.Id, Second, null, Approve: true)).Alert!;

        Assert.Equal((AlertState.Closed, AlertOutcome.FalsePositive), (closed.State, closed.Outcome));
        Assert.Equal((null, null, null), (closed.CloseProposedBy, closed.ProposedOutcome, closed.CloseProposedAt));
    }

    [Fact]
    public void A_refused_closing_goes_back_to_who_works_on_it()
    {
        var (books, alert) = Brought(AlertState.Investigating, high: true);
        books.Handle(new CloseAlert(alert.Id, First, null, AlertOutcome.Confirmed));
        var back = books.Handle(new DecideClose(alert.Id, Second, "look again", Approve: false)).Alert!;

        Assert.Equal((AlertState.Investigating, "worker", null), (back.State, back.Assignee, back.CloseProposedBy));
    }

    [Theory]
    [InlineData(AlertOutcome.ExplainedByReversal)]
    [InlineData((AlertOutcome)0)]
    [InlineData((AlertOutcome)9)]
    public void A_person_cannot_close_with_an_outcome_that_is_not_a_persons(AlertOutcome outcome)
    {
        var (books, alert) = Brought(AlertState.Open, high: false);

        Assert.Equal(AlertCodes.OutcomeInvalid, books.Handle(new CloseAlert(alert.Id, First, null, outcome)).Code);
    }

    [Fact]
    public void Escalating_climbs_level_by_level_up_to_management_and_restarts_the_clock()
    {
        var (books, alert) = Brought(AlertState.Open, high: true);
        books.Now = books.Now.AddHours(9);
        for (var level = 1; level <= AlertDecision.LevelMax; level++)
        {
            var escalated = books.Handle(new EscalateAlert(alert.Id, AlertDecision.ClockActor, null, null)).Alert!;
            Assert.Equal((level, books.Now.AddHours(4)), (escalated.Level, escalated.DueAt));
        }

        Assert.Equal(AlertCodes.LevelInvalid, books.Handle(new EscalateAlert(alert.Id, AlertDecision.ClockActor, null, null)).Code);
    }

    [Theory]
    [InlineData(null, "why", 1, null)]
    [InlineData(2, "why", 2, null)]
    [InlineData(3, "why", 3, null)]
    [InlineData(4, "why", 0, AlertCodes.LevelInvalid)]
    [InlineData(0, "why", 0, AlertCodes.LevelInvalid)]
    [InlineData(-1, "why", 0, AlertCodes.LevelInvalid)]
    [InlineData(1, " ", 0, AlertCodes.NoteMissing)]
    [InlineData(1, null, 0, AlertCodes.NoteMissing)]
    public void Escalating_by_hand_needs_a_reason_and_a_level_above(int? to, string? note, int level, string? code)
    {
        var (books, alert) = Brought(AlertState.Open, high: true);
        var outcome = books.Handle(new EscalateAlert(alert.Id, First, note, to));

        Assert.Equal((code, level), (outcome.Code, outcome.Alert!.Level));
    }

    [Fact]
    public void A_command_on_a_version_that_is_gone_is_refused_with_the_alert_as_it_stands()
    {
        var (books, alert) = Brought(AlertState.Acknowledged, high: true);
        var stale = books.Handle(new AssignAlert(alert.Id, First, null, "worker") { IfVersion = alert.Version - 1 });

        Assert.Equal((AlertCodes.VersionChanged, alert.Version), (stale.Code, stale.Alert!.Version));
        Assert.Null(books.Handle(new AssignAlert(alert.Id, First, null, "worker") { IfVersion = alert.Version }).Code);
    }

    [Fact]
    public void The_silence_after_closing_runs_on_event_time_from_the_latest_booking()
    {
        var (books, alert) = Brought(AlertState.Open, high: false);
        books.Now = books.Now.AddYears(1);
        var closed = books.Handle(new CloseAlert(alert.Id, First, null, AlertOutcome.Explained)).Alert!;

        Assert.Equal(Make.At(0).AddDays(5), closed.SilentUntil);
    }

    [Fact]
    public void The_actor_and_the_note_stand_in_the_history()
    {
        var (books, alert) = Brought(AlertState.Open, high: true);
        books.Handle(new AcknowledgeAlert(alert.Id, First, "seen"));
        var changed = books.Events.OfType<AlertChanged>().Last();

        Assert.Equal((First, "seen", books.Now, AlertChangeKind.Acknowledged), (changed.Actor, changed.Note, changed.At, changed.Kind));
    }

    [Fact]
    public void A_proposal_to_close_ends_when_the_evidence_is_reversed()
    {
        var (books, alert) = Brought(AlertState.CloseProposed, high: true);
        books.Post(Make.Debit("r1", 100, Make.At(1), posting => posting with { ReversalOf = "p1" }));
        var closed = books.Alerts.Single(each => each.Id == alert.Id);

        Assert.Equal((AlertState.Closed, AlertOutcome.ExplainedByReversal), (closed.State, closed.Outcome));
        Assert.Equal((null, null), (closed.CloseProposedBy, closed.ProposedOutcome));
    }

    private static (Books Books, AlertRecord Alert) Brought(AlertState state, bool high)
    {
        var books = new Books();
        books.Declare(Make.Declared() with { OwnerStaff = high ? "T1" : null, OpeningBalance = high ? 1_000 : 0 });
        books.Post(high
            ? Make.Credit("p1", 100, Make.At(0), posting => posting with { Teller = "T1", Channel = Channel.Counter })
            : Make.Debit("p1", 100, Make.At(0)));
        var alert = Assert.Single(books.Alerts);
        foreach (var command in state switch
        {
            AlertState.Acknowledged => ["acknowledge"],
            AlertState.Investigating => ["assign same"],
            AlertState.CloseProposed => ["close"],
            AlertState.Closed when high => ["close", "approve"],
            AlertState.Closed => ["close"],
            _ => Array.Empty<string>(),
        })
        {
            Assert.Null(books.Handle(Command(command, alert.Id)).Code);
        }

        return (books, books.Alerts[0]);
    }

    private static AlertCommand Command(string command, AlertId alert) => command switch
    {
        "acknowledge" => new AcknowledgeAlert(alert, First, null),
        "assign" => new AssignAlert(alert, First, null, "other"),
        "assign same" => new AssignAlert(alert, First, null, "worker"),
        "escalate" => new EscalateAlert(alert, First, "why", null),
        "close" => new CloseAlert(alert, First, null, AlertOutcome.FalsePositive),
        "approve" => new DecideClose(alert, Second, null, Approve: true),
        "approve own" => new DecideClose(alert, First, null, Approve: true),
        "refuse" => new DecideClose(alert, Second, null, Approve: false),
        _ => new DecideClose(alert, First, null, Approve: false),
    };
}
