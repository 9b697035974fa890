using Monitoring.Contracts.Alert;
using Monitoring.Contracts.Grain;
using Monitoring.Contracts.Ledger;
using Monitoring.Domain.Detection;
using Monitoring.Domain.Ledger;
using Monitoring.Domain.Model;
using Monitoring.Domain.Tests.Support;

namespace Monitoring.Domain.Tests.Model;

public sealed class ModelRuleTests
{
    private static readonly ModelInForce Random = new(RandomModel.Package(3, 0.5));

    private int _next;

    [Fact]
    public void Money_passing_through_a_long_silent_account_beneath_every_limit_raises_one_alert_that_says_why()
    {
        var books = Bank(new ModelInForce(SmallModel.Package()));

        PassThrough(books);

        var alert = Assert.Single(books.Alerts);
        Assert.Equal((AlertRule.Model, Severity.Medium, "small.1"), (alert.Rule, alert.Severity, alert.ModelVersion));
        Assert.Equal(1 / (1 + Math.Exp(-2.8125)), alert.Score!.Value, 6);
        Assert.Equal(AlertId.OfPosting(Make.Account, AlertRule.Model, "P-3"), alert.Id);
        Assert.Equal(
            [
                "The model small.1 takes this for suspicious with 94 %; it warns from 80 %.",
                "The account had been silent for 400 days.",
                "82 % of what came in left within 3 hours.",
                "The turnover of 30 days is about 36,400.00 CNY.",
            ],
            alert.Reasons.Select(reason => ReasonTexts.Render(reason, "en")));
        Assert.Equal(
            ["模型 small.1 判定可疑概率为 94%，预警阈值为 80%。", "账户此前静止 400 天。", "收入资金的 82% 在 3 小时内转出。", "三十日内收支合计约 36,400.00 元(CNY)。"],
            alert.Reasons.Select(reason => ReasonTexts.Render(reason, "zh-CN")));
    }

    [Fact]
    public void Without_a_model_and_with_the_rule_off_nothing_is_scored()
    {
        var without = Bank(null);
        var off = new Books
        {
            Rules = new LedgerRules(new DetectionParameters { Model = new RuleParameters { Enabled = false } }, Books.Shanghai, true)
            {
                Model = new ModelInForce(SmallModel.Package()),
            },
        };

        PassThrough(without);
        PassThrough(off);

        Assert.Empty(without.Alerts);
        Assert.Empty(off.Alerts);
        Assert.DoesNotContain(off.Events, happened => happened is ModelScored);
    }

    [Fact]
    public void While_a_rule_of_movements_or_suspicion_has_an_open_alert_the_model_adds_none()
    {
        var books = Bank(new ModelInForce(SmallModel.Package()));

        PassThrough(books, scale: 3);

        Assert.Equal([AlertRule.DormantThenSudden, AlertRule.UnrelatedCounterparty], books.Alerts.Select(alert => alert.Rule));
        Assert.Equal("small.1", books.State.Detection.Score?.Version);
    }

    [Fact]
    public void More_of_the_same_is_no_second_alert_and_a_score_that_stays_is_not_recorded_again()
    {
        var books = Bank(new ModelInForce(SmallModel.Package()));
        PassThrough(books);
        var scored = books.Events.OfType<ModelScored>().Count();

        Post(books, Direction.Debit, 5_000, 400.06);
        Post(books, Direction.Debit, 5_000, 400.07);

        Assert.Equal(scored, books.Events.OfType<ModelScored>().Count());
        Assert.Equal(1, Assert.Single(books.Alerts).Version);
    }

    [Fact]
    public void A_score_goes_down_again_when_the_account_is_quiet()
    {
        var books = Bank(new ModelInForce(SmallModel.Package()));
        PassThrough(books);

        Post(books, Direction.Debit, 100, 480);

        Assert.True(books.State.Detection.Score!.Value < 0.2);
    }

    [Fact]
    public void The_threshold_in_force_may_be_another_than_the_models()
    {
        var strict = Bank(new ModelInForce(SmallModel.Package(), threshold: 0.95));

        PassThrough(strict);

        Assert.Empty(strict.Alerts);
    }

    [Fact]
    public void A_reversal_of_what_was_warned_of_explains_the_alert()
    {
        var books = Bank(new ModelInForce(SmallModel.Package()));
        PassThrough(books);

        books.Post(Make.Credit("R", 1_640_000, Make.At(400.5), posting => posting with { ReversalOf = "P-3" }));

        Assert.Equal(AlertOutcome.ExplainedByReversal, Assert.Single(books.Alerts).Outcome);
    }

    [Fact]
    public void After_a_person_closed_it_the_model_is_silent_for_the_cool_down()
    {
        var books = Bank(new ModelInForce(SmallModel.Package()));
        PassThrough(books);
        books.Handle(new CloseAlert(books.Alerts[0].Id, "officer", null, AlertOutcome.FalsePositive));

        Post(books, Direction.Credit, 2_000_000, 401);
        Post(books, Direction.Debit, 1_900_000, 401.01);
        var soon = books.Alerts.Count;
        Post(books, Direction.Credit, 2_000_000, 409);
        Post(books, Direction.Debit, 1_990_000, 409.01);

        Assert.Equal((1, 2), (soon, books.Alerts.Count));
    }

    [Fact]
    public void Any_batching_and_any_rest_give_the_same_state_and_alerts_with_a_model() => Holds.For(RandomLife.Steps, steps =>
    {
        var straight = Bank(Random);
        RandomLife.Live(straight, steps);
        var number = 0;
        var restless = new Books { Rules = straight.Rules, EndsBatch = () => ++number % 4 == 0 };
        RandomLife.Live(restless, steps, step =>
        {
            if (step % 3 == 0) restless.PutAwayAndWake();
        });
        var lived = LedgerStateCodec.Encode(straight.State);
        straight.Replay(happened => happened);

        Assert.Equal(lived, LedgerStateCodec.Encode(restless.State));
        Assert.Equal(lived, LedgerStateCodec.Encode(straight.State));
        Assert.Equal(straight.Alerts.Select(alert => (alert.Id, alert.Score)), restless.Alerts.Select(alert => (alert.Id, alert.Score)));
    });

    [Fact]
    public void Every_feature_has_sentences_in_both_languages_with_the_same_values()
    {
        foreach (var feature in FeatureSchema.All)
        {
            foreach (var value in (ReadOnlySpan<float>)[0, 1])
            {
                var code = ModelReasonTexts.CodeOf(feature, value);
                var english = ReasonTexts.ArgumentsOf(code, ReasonTexts.English);

                Assert.NotNull(ModelReasonTexts.Find(code));
                Assert.Equal(english, ReasonTexts.ArgumentsOf(code, ReasonTexts.Chinese));
                Assert.Equal(ValueOf(feature.Unit), english);
            }
        }
    }

    private static HashSet<string> ValueOf(FeatureUnit unit) => unit switch
    {
        FeatureUnit.Share => ["percent"],
        FeatureUnit.Size => ["amount"],
        FeatureUnit.Count => ["count"],
        FeatureUnit.Days => ["days"],
        FeatureUnit.Ratio => ["times"],
        _ => [],
    };

    private static Books Bank(ModelInForce? model) =>
        new() { Rules = new LedgerRules(new DetectionParameters(), Books.Shanghai, OpenUnknownAccounts: true) { Model = model } };

    private void PassThrough(Books books, int scale = 1)
    {
        Post(books, Direction.Credit, 100, 0);
        Post(books, Direction.Credit, 2_000_000 * scale, 400);
        Post(books, Direction.Debit, 1_640_000 * scale, 400.05);
    }

    private void Post(Books books, Direction direction, long amount, double day) =>
        books.Post(Make.Posting($"P-{++_next}", direction, amount, Make.At(day), posting => posting with { Counterparty = $"C{_next}" }));
}
