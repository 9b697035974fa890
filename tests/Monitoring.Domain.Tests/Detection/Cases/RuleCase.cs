using Xunit.Sdk;

namespace Monitoring.Domain.Tests.Detection.Cases;

/// <summary>
/// One case of a table: a title, steps one a line, and the result after <c>=&gt;</c>. The language:
/// <list type="bullet">
/// <item><c>account corporateCurrent openedAt=2026-01-05 openedBy=walkIn opening=100.00 ownerStaff=T07 related=T08,T09 declared=X,Y</c></item>
/// <item><c>2026-03-02 09:15 credit 60000.00 from Employer-A channel=batch balanceAfter=… teller=T07 id=p1 reverses=p0 date=2026-03-01</c></item>
/// <item><c>every 7 days 4 times 2026-01-05 09:00 credit 100.00 from Shop</c>, <c>every 1 months …</c>: ids are u1, u2 …; lines that stand together are lived in order of time</item>
/// <item><c>day-closed 2026-03-31</c> · <c>close-alert RapidRoundTrip as false|confirmed|explained</c> (a second person approves)</item>
/// <item><c>set Rule.Parameter 5</c>: another parameter than the default</item>
/// <item><c>=&gt; none</c>, or one line an alert, in the order raised:
/// <c>=&gt; RapidRoundTrip high evidence p1,p2 [count 7] [closed ExplainedByReversal] [because M1_TOTALS] [at 2026-03-31]</c></item>
/// </list>
/// Only alerts of the file's own rule are compared, unless a result names another rule too.
/// </summary>
public sealed class RuleCase : IXunitSerializable
{
    /// <summary>For the test runner.</summary>
    public RuleCase()
    {
    }

    /// <summary>Creates a case.</summary>
    public RuleCase(string rule, string title, int line, IReadOnlyList<string> steps, IReadOnlyList<string> expected) =>
        (Rule, Title, Line, Steps, Expected) = (rule, title, line, steps, expected);

    /// <summary>The rule whose table it stands in.</summary>
    public string Rule { get; private set; } = "";

    /// <summary>What it shows.</summary>
    public string Title { get; private set; } = "";

    /// <summary>Line in the file.</summary>
    public int Line { get; private set; }

    /// <summary>Steps, one a line.</summary>
    public IReadOnlyList<string> Steps { get; private set; } = [];

    /// <summary>Results, without the arrow; empty for none.</summary>
    public IReadOnlyList<string> Expected { get; private set; } = [];

    /// <summary>Reads a table.</summary>
    public static IReadOnlyList<RuleCase> Read(string rule)
    {
        var cases = new List<RuleCase>();
        List<string> steps = [], results = [];
        var (title, start, number) = ("", 0, 0);
        foreach (var raw in File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Detection", $"{rule}.cases.txt")))
        {
            number++;
            var line = raw.Split(" #", 2)[0].Trim();
            if (line.Length == 0 || line[0] == '#') continue;
            if (line.StartsWith("case ", StringComparison.Ordinal))
            {
                Finish();
                (title, start) = (line[5..], number);
            }
            else if (line.StartsWith("=>", StringComparison.Ordinal)) results.Add(line[2..].Trim());
            else steps.Add(line);
        }

        Finish();
        return cases;

        void Finish()
        {
            if (title.Length > 0)
            {
                if (results.Count == 0) throw new FormatException($"{rule}.cases.txt:{start}: the case has no result.");
                cases.Add(new RuleCase(rule, title, start, [.. steps], results is ["none"] ? [] : [.. results]));
            }

            steps.Clear();
            results.Clear();
        }
    }

    /// <inheritdoc/>
    public void Serialize(IXunitSerializationInfo info)
    {
        info.AddValue(nameof(Rule), Rule);
        info.AddValue(nameof(Title), Title);
        info.AddValue(nameof(Line), Line);
        info.AddValue(nameof(Steps), Steps.ToArray());
        info.AddValue(nameof(Expected), Expected.ToArray());
    }

    /// <inheritdoc/>
    public void Deserialize(IXunitSerializationInfo info)
    {
        Rule = info.GetValue<string>(nameof(Rule))!;
        Title = info.GetValue<string>(nameof(Title))!;
        Line = info.GetValue<int>(nameof(Line));
        Steps = info.GetValue<string[]>(nameof(Steps))!;
        Expected = info.GetValue<string[]>(nameof(Expected))!;
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Rule}:{Line} {Title}";
}
