using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Monitoring.Contracts.Alert;
using Monitoring.Contracts.Feed;
using Monitoring.Contracts.Ledger;
using Monitoring.Contracts.Reference;
using Monitoring.Domain.Detection;
using Monitoring.Domain.Ledger;
using Monitoring.Domain.Tests.Support;

namespace Monitoring.Domain.Tests.Detection.Cases;

/// <summary>Lives a case and tells the alerts in the words of the table.</summary>
public sealed class RuleCaseRunner
{
    private static readonly TimeSpan BankOffset = TimeSpan.FromHours(8);

    private readonly RuleCase _case;
    private readonly Books _books;
    private int _unnamed;

    private RuleCaseRunner(RuleCase rules)
    {
        _case = rules;
        var changes = rules.Steps.Where(step => step.StartsWith("set ", StringComparison.Ordinal)).Select(step => step.Split(' '));
        _books = new Books { Rules = new LedgerRules(Changed(new DetectionParameters(), changes), Books.Shanghai, OpenUnknownAccounts: true) };
    }

    /// <summary>The alerts that a case raises, each told with what its expectation (by position) asks to be told.</summary>
    /// <param name="rules">The case.</param>
    /// <param name="restless">Whether the account is put away and woken after every step; it must make no difference.</param>
    public static IReadOnlyList<string> Run(RuleCase rules, bool restless)
    {
        var runner = new RuleCaseRunner(rules);
        foreach (var step in InOrder([.. rules.Steps.Select(step => step.Split(' ', StringSplitOptions.RemoveEmptyEntries))]))
        {
            runner.Step(step);
            if (restless) runner._books.PutAwayAndWake();
        }

        return runner.Told();
    }

    private static DetectionParameters Changed(DetectionParameters parameters, IEnumerable<string[]> changes)
    {
        foreach (var change in changes)
        {
            var path = change[1].Split('.');
            object target = parameters;
            foreach (var name in path[..^1])
            {
                target = Property(target, name).GetValue(target)!;
            }

            var property = Property(target, path[^1]);
            property.SetValue(target, JsonSerializer.Deserialize(change[2], property.PropertyType));
        }

        Assert.Empty(parameters.Validate());
        return parameters;

        static PropertyInfo Property(object of, string name) =>
            of.GetType().GetProperty(name) ?? throw new FormatException($"There is no parameter {name}.");
    }

    private void Step(string[] words)
    {
        switch (words[0])
        {
            case "account":
                Assert.False(_books.Declare(Reference(words)).IsRejected);
                break;
            case "set":
                break;
            case "day-closed":
                _books.CloseDay(Date(words[1]));
                break;
            case "close-alert":
                CloseAlert(Enum.Parse<AlertRule>(words[1]), words[3]);
                break;
            default:
                Post(Instant(words[0], words[1]), words[2..]);
                break;
        }
    }

    /// <summary>The steps one by one; repeated postings that stand together are lived in the order of their bookings.</summary>
    private static IEnumerable<string[]> InOrder(string[][] steps)
    {
        for (var i = 0; i < steps.Length;)
        {
            var together = steps.Skip(i).TakeWhile(words => words[0] == "every").ToArray();
            if (together.Length == 0)
            {
                yield return steps[i++];
                continue;
            }

            i += together.Length;
            foreach (var (at, words) in together.SelectMany(Repeated).OrderBy(repeated => repeated.At))
            {
                yield return [at.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), at.ToString("HH:mm", CultureInfo.InvariantCulture), .. words[7..]];
            }
        }
    }

    private static IEnumerable<(DateTimeOffset At, string[] Words)> Repeated(string[] words)
    {
        var (every, times, first) = (Int(words[1]), Int(words[3]), Instant(words[5], words[6]));
        return Enumerable.Range(0, times).Select(i => (words[2] == "months" ? first.AddMonths(every * i) : first.AddDays(every * i), words));
    }

    private void Post(DateTimeOffset at, string[] words)
    {
        var direction = Enum.Parse<Direction>(words[0], ignoreCase: true);
        var party = words is [_, _, "from" or "to", ..] ? words[3] : null;
        var options = Options(words[(party is null ? 2 : 4)..]);
        var id = options.GetValueOrDefault("id") ?? $"u{++_unnamed}";
        var posting = Make.Posting(id, direction, Money(words[1]), at, posting => posting with
        {
            Counterparty = party,
            Channel = options.GetValueOrDefault("channel", "transfer") is var channel and not "none" ? Enum.Parse<Channel>(channel, ignoreCase: true) : null,
            Teller = options.GetValueOrDefault("teller"),
            ReversalOf = options.GetValueOrDefault("reverses"),
            BalanceAfter = options.TryGetValue("balanceAfter", out var after) ? Money(after) : null,
            BusinessDate = options.TryGetValue("date", out var date) ? Date(date) : posting.BusinessDate,
        });
        Assert.Equal(PostingVerdict.Accepted, _books.Post(posting).Verdict);
    }

    private void CloseAlert(AlertRule rule, string how)
    {
        var outcome = how switch
        {
            "false" => AlertOutcome.FalsePositive,
            "confirmed" => AlertOutcome.Confirmed,
            "explained" => AlertOutcome.Explained,
            _ => throw new FormatException($"An alert is not closed as {how}."),
        };
        var alert = _books.State.Detection.OpenOf(rule) ?? throw new FormatException($"No alert of {rule} is open.");
        Assert.Null(_books.Handle(new CloseAlert(alert.Id, "officer", "looked at", outcome)).Code);
        if (_books.State.Detection.OpenOf(rule) is not null)
        {
            Assert.Null(_books.Handle(new DecideClose(alert.Id, "supervisor", null, Approve: true)).Code);
        }
    }

    private IReadOnlyList<string> Told()
    {
        var rules = _case.Expected.Select(expected => expected.Split(' ')[0]).Append(_case.Rule).ToHashSet();
        var alerts = _books.Alerts.Where(alert => rules.Contains(alert.Rule.ToString())).ToArray();
        return [.. alerts.Select((alert, i) => Tell(alert, i < _case.Expected.Count ? _case.Expected[i].Split(' ') : []))];
    }

    private string Tell(AlertRecord alert, string[] asked)
    {
        var told = new List<string> { alert.Rule.ToString(), alert.Severity.ToString().ToLowerInvariant() };
        if (asked.Contains("evidence"))
        {
            told.Add("evidence");
            told.Add(string.Join(',', alert.Evidence.Select(item => _books.IdAt(item.Sequence) + (item.Reversed ? "(reversed)" : ""))));
        }

        if (asked.Contains("count")) told.Add(string.Create(CultureInfo.InvariantCulture, $"count {alert.EvidenceCount}"));
        if (!alert.IsOpen) told.Add($"closed {alert.Outcome}");
        if (asked.Contains("because")) told.Add($"because {alert.Reasons[0].Code}");
        if (asked.Contains("at")) told.Add($"at {alert.EventAt.ToOffset(BankOffset).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}");
        return string.Join(' ', told);
    }

    private static AccountReference Reference(string[] words)
    {
        var options = Options(words[2..]);
        return Make.Declared(Enum.Parse<AccountKind>(words[1], ignoreCase: true)) with
        {
            OpenedAt = options.TryGetValue("openedAt", out var opened) ? Instant(opened, options.GetValueOrDefault("at", "09:00")) : null,
            OpenedBy = Enum.Parse<OpenedBy>(options.GetValueOrDefault("openedBy", nameof(OpenedBy.Unknown)), ignoreCase: true),
            OpeningBalance = options.TryGetValue("opening", out var opening) ? Money(opening) : 0,
            OwnerStaff = options.GetValueOrDefault("ownerStaff"),
            RelatedStaff = options.GetValueOrDefault("related")?.Split(','),
            DeclaredCounterparties = options.GetValueOrDefault("declared")?.Split(','),
        };
    }

    private static Dictionary<string, string> Options(IEnumerable<string> words) =>
        words.Select(word => word.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair.Length > 1 ? pair[1] : "");

    private static long Money(string text) => checked((long)(decimal.Parse(text, CultureInfo.InvariantCulture) * 100));

    private static int Int(string text) => int.Parse(text, CultureInfo.InvariantCulture);

    private static DateOnly Date(string text) => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static DateTimeOffset Instant(string date, string time) =>
        new(Date(date).ToDateTime(TimeOnly.Parse(time, CultureInfo.InvariantCulture)), BankOffset);
}
