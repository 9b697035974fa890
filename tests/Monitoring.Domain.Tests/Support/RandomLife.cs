using FsCheck;
using FsCheck.Fluent;
using Monitoring.Contracts.Alert;
using Monitoring.Contracts.Ledger;

namespace Monitoring.Domain.Tests.Support;

/// <summary>One step of a random life; what it does depends on numbers only, so that it can be lived again.</summary>
/// <param name="Kind">0 to 19: what happens.</param>
/// <param name="Minutes">Minutes since the step before; negative for a late posting.</param>
/// <param name="Amount">Minor units.</param>
/// <param name="Choice">Which party, target or outcome.</param>
/// <param name="Credit">Direction.</param>
public sealed record RandomStep(int Kind, int Minutes, int Amount, int Choice, bool Credit);

/// <summary>Random lives of an account: postings in and out of order, fees, reversals, day ends, people's commands on alerts.</summary>
public static class RandomLife
{
    private static readonly DateTimeOffset Start = new(2026, 1, 20, 9, 0, 0, TimeSpan.FromHours(8));

    /// <summary>Steps of lives with enough money moving for most rules to fire.</summary>
    public static Gen<RandomStep[]> Steps { get; } =
        (from kind in Gen.Choose(0, 19)
         from minutes in Gen.Frequency((8, Gen.Choose(0, 900)), (1, Gen.Choose(-9_000, -1)), (1, Gen.Choose(1_000, 60_000)))
         from amount in Gen.Frequency((2, Gen.Choose(1, 900_000)), (3, Gen.Choose(5_000_000, 6_000_000)))
         from choice in Gen.Choose(0, 50)
         from credit in Gen.Elements(true, false)
         select new RandomStep(kind, minutes, amount, choice, credit)).ArrayOf();

    /// <summary>Lives the steps.</summary>
    /// <param name="books">The account, declared or not.</param>
    /// <param name="steps">The steps.</param>
    /// <param name="after">Called after each step, with its number.</param>
    public static void Live(Books books, RandomStep[] steps, Action<int>? after = null)
    {
        var at = Start;
        for (var i = 0; i < steps.Length; i++)
        {
            var step = steps[i];
            if (step.Minutes > 0) at = at.AddMinutes(step.Minutes);
            Do(books, step, i, step.Minutes < 0 ? at.AddMinutes(step.Minutes) : at);
            after?.Invoke(i);
        }
    }

    private static void Do(Books books, RandomStep step, int number, DateTimeOffset at)
    {
        switch (step.Kind)
        {
            case 0:
                books.CloseDay(Books.Shanghai.BusinessDateOf(at).AddDays(-1));
                break;
            case 1:
                Close(books, step, number);
                break;
            case 2:
                Reverse(books, step, number, at);
                break;
            default:
                books.Post(Make.Posting($"P-{number:D6}", step.Credit ? Direction.Credit : Direction.Debit, step.Amount, at, posting => posting with
                {
                    Channel = step.Kind switch { 3 => Channel.Fee, 4 => Channel.Interest, 5 => Channel.Counter, 6 => null, _ => Channel.Transfer },
                    Teller = step.Kind is 5 or 6 ? $"T{step.Choice % 3}" : null,
                    Counterparty = step.Choice == 0 ? null : $"C{step.Choice}",
                    CounterpartyName = step.Choice % 4 == 0 ? $"Name {step.Choice}" : null,
                    BalanceAfter = step.Kind == 7 && books.State.Exists ? books.State.Balance + (step.Credit ? step.Amount : -step.Amount) + (step.Choice % 2) : null,
                }));
                break;
        }
    }

    private static void Reverse(Books books, RandomStep step, int number, DateTimeOffset at)
    {
        var targets = books.Events.OfType<Monitoring.Contracts.Grain.Posted>().Select(posted => posted.Posting).ToArray();
        if (targets.Length == 0) return;
        var target = targets[^(1 + (step.Choice % Math.Min(targets.Length, 8)))];
        var direction = target.Direction == Direction.Credit ? Direction.Debit : Direction.Credit;
        books.Post(Make.Posting($"P-{number:D6}", direction, target.Amount, at, posting => posting with { ReversalOf = target.PostingId }));
    }

    private static void Close(Books books, RandomStep step, int number)
    {
        if (books.State.Detection.Open is not { Count: > 0 } open) return;
        var alert = open[step.Choice % open.Count].Id;
        AlertCommand command = (step.Amount % 5) switch
        {
            0 => new AcknowledgeAlert(alert, "a", null),
            1 => new AssignAlert(alert, "a", null, "b"),
            2 => new EscalateAlert(alert, "a", $"reason {number}", null),
            3 => new DecideClose(alert, "second", null, step.Credit),
            _ => new CloseAlert(alert, "first", null, (AlertOutcome)(1 + (step.Choice % 3))),
        };
        books.Handle(command);
    }
}
