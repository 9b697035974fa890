using Monitoring.Domain.Model;

namespace Monitoring.Domain.Tests.Model;

public sealed class TreeModelTests
{
    [Theory]
    [InlineData(8, 0, 0, -2.0625)]
    [InlineData(9, 1, 7.5, -2.0625)]
    [InlineData(9.0001, 0.75, 0, -1.3125)]
    [InlineData(12, 0.76, 0, 0.9375)]
    [InlineData(12, 1, 7.6, 2.8125)]
    public void A_vector_goes_left_when_it_is_not_above_the_threshold_and_leaves_sum(float turnover, float left, float silence, double raw)
    {
        var vector = SmallModel.Vector(turnover, left, silence);

        Assert.Equal(raw, SmallModel.Model.Raw(vector));
        Assert.Equal(1 / (1 + Math.Exp(-raw)), SmallModel.Model.Score(vector));
    }

    [Fact]
    public void Contributions_tell_which_feature_moved_the_score_and_sum_to_it_exactly()
    {
        var contributions = new double[FeatureSchema.Length];

        var expected = SmallModel.Model.Contribute(SmallModel.Vector(12, 0.76f, 8), contributions);

        Assert.Equal(-1.5 - 0.25 + 0 + 0.0625, expected);
        Assert.Equal(1.25, contributions[(int)Feature.Turnover30d]);
        Assert.Equal(1.5, contributions[(int)Feature.Left3h]);
        Assert.Equal(1.75, contributions[(int)Feature.LongestSilence30d]);
        Assert.Equal(3, contributions.Count(value => value != 0));
    }

    [Fact]
    public void Contributions_of_a_large_random_model_sum_to_the_score_exactly_in_any_order()
    {
        var chance = new Random(5);
        var model = RandomModel.Make(chance, trees: 150, leaves: 32);
        var contributions = new double[FeatureSchema.Length];
        for (var i = 0; i < 1_000; i++)
        {
            var vector = RandomModel.Vector(chance);
            var sum = model.Contribute(vector, contributions);
            foreach (var one in contributions.OrderBy(_ => chance.Next()))
            {
                sum += one;
            }

            Assert.Equal(model.Raw(vector), sum);
        }
    }

    [Fact]
    public void An_evaluator_written_plainly_gives_the_same_scores()
    {
        var chance = new Random(6);
        var trees = RandomModel.Trees(chance, trees: 40, leaves: 32);
        var model = TreeModel.Parse(RandomModel.Json(trees));
        for (var i = 0; i < 1_000; i++)
        {
            var vector = RandomModel.Vector(chance);

            Assert.Equal(trees.Sum(tree => tree.Evaluate(vector)), model.Raw(vector), 1e-8);
        }
    }

    [Fact]
    public void Scoring_allocates_nothing()
    {
        var vector = SmallModel.Vector(12, 1, 8);
        var contributions = new double[FeatureSchema.Length];
        SmallModel.Model.Score(vector);
        SmallModel.Model.Contribute(vector, contributions);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
        {
            SmallModel.Model.Score(vector);
            SmallModel.Model.Contribute(vector, contributions);
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void An_isotonic_calibration_runs_straight_between_its_points_and_stands_still_outside()
    {
        var json = SmallModel.Trees.Replace(
            "\"kind\": \"platt\", \"slope\": -1, \"offset\": 0", "\"kind\": \"isotonic\", \"points\": [[-2, 0.1], [0, 0.5], [1, 0.9]]", StringComparison.Ordinal);
        var calibration = TreeModel.Parse(SmallModel.Bytes(json)).Calibration;

        Assert.Equal([0.1, 0.1, 0.3, 0.5, 0.9, 0.9], new[] { -9, -2, -1, 0, 1, 9.0 }.Select(raw => Math.Round(calibration.Probability(raw), 12)));
    }

    [Theory]
    [InlineData("\"left\": [-1, -2]", "\"left\": [-1, 0]", "trees[0]: node 0 is reached twice")]
    [InlineData("\"left\": [-1, -2]", "\"left\": [-1, -3]", "trees[0]: leaf 2 is reached twice")]
    [InlineData("\"right\": [1, -3]", "\"right\": [2, -3]", "trees[0].right[0]: a whole number from -3 to 1")]
    [InlineData("\"right\": [1, -3]", "\"right\": [1, -4]", "trees[0].right[1]: a whole number from -3 to 1")]
    [InlineData("\"threshold\": [9, 0.75]", "\"threshold\": [9, \"NaN\"]", "trees[0].threshold[1]: a number")]
    [InlineData("\"threshold\": [9, 0.75]", "\"threshold\": [9]", "trees[0].threshold: an array of 2 to 2")]
    [InlineData("\"threshold\": [9, 0.75]", "\"threshold\": [9, NaN]", "is not JSON")]
    [InlineData("\"threshold\": [9, 0.75]", "\"threshold\": [9, 1e40]", "trees[0].threshold[1]: a number")]
    [InlineData("\"leaf\": [-0.5, 0.25, 2.5]", "\"leaf\": [-0.5, 0.25, 2500]", "trees[0].leaf[2]: a number")]
    [InlineData("\"mean\": [0]", "\"mean\": [0], \"weight\": [1]", "trees[1].weight is not known")]
    [InlineData("\"bias\": -1.5", "\"bias\": null", "trees.json.bias: a number")]
    [InlineData("\"slope\": -1", "\"slope\": 1", "must be below zero")]
    [InlineData("\"platt\"", "\"magic\"", "platt or isotonic is wanted")]
    [InlineData("\"format\": 1", "\"format\": 2", "trees.json.format")]
    [InlineData("\"schemaVersion\": 1", "\"schemaVersion\": 2", "made for features of version 2; this program has version 1")]
    public void Trees_that_are_none_are_refused_with_the_place(string from, string to, string message)
    {
        var json = SmallModel.Trees.Replace(from, to, StringComparison.Ordinal);
        Assert.NotEqual(SmallModel.Trees, json);

        var error = Assert.Throws<ModelFormatException>(() => TreeModel.Parse(SmallModel.Bytes(json)));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_feature_out_of_range_and_another_schema_are_refused()
    {
        var turnover = $"\"feature\": [{(int)Feature.Turnover30d}, ";
        var far = SmallModel.Trees.Replace(turnover, $"\"feature\": [{FeatureSchema.Length}, ", StringComparison.Ordinal);
        var other = SmallModel.Trees.Replace(FeatureSchema.Hash, new string('0', 64), StringComparison.Ordinal);

        Assert.Contains("trees[0].feature[0]", Assert.Throws<ModelFormatException>(() => TreeModel.Parse(SmallModel.Bytes(far))).Message, StringComparison.Ordinal);
        Assert.Contains("made for other features", Assert.Throws<ModelFormatException>(() => TreeModel.Parse(SmallModel.Bytes(other))).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_package_is_read_with_its_threshold_and_distributions()
    {
        var package = SmallModel.Package();

        Assert.Equal(("small.1", 0.8), (package.Version, package.AlertThreshold));
        Assert.Equal([0, 0, 1, 2], new[] { 0.1, 0.2, 0.3, 0.9 }.Select(package.ScoreDistribution!.BinOf));
        Assert.Equal(Feature.Turnover30d, Assert.Single(package.FeatureDistributions).Feature);
    }

    [Theory]
    [InlineData("\"shares\": [0.5, 0.3, 0.2]", "\"shares\": [0.5, 0.3, 0.3]", "must sum to 1")]
    [InlineData("\"edges\": [5, 9]", "\"edges\": [9, 9]", "must rise")]
    [InlineData("turnover_30d", "turnover", "is no feature")]
    [InlineData("\"version\": \"small.1\"", "\"version\": \"a b\"", "manifest.json.version")]
    [InlineData("\"version\": \"small.1\"", "\"version\": \"\\ud800\"", "damaged")]
    [InlineData("\"features\": [ {", "\"features\": [ null, {", "damaged")]
    [InlineData("\"distribution\": {", "\"distribution\": 5, \"other\": {", "manifest.json.distribution")]
    [InlineData("\"alertThreshold\": 0.8", "\"alertThreshold\": 1.5", "manifest.json.alertThreshold")]
    public void A_manifest_with_a_fault_is_refused_with_the_place(string from, string to, string message)
    {
        var manifest = SmallModel.Manifest().Replace(from, to, StringComparison.Ordinal);
        Assert.NotEqual(SmallModel.Manifest(), manifest);

        var error = Assert.Throws<ModelFormatException>(() => ModelPackage.Load(SmallModel.Bytes(manifest), SmallModel.Bytes(SmallModel.Trees)));

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Trees_that_the_manifest_does_not_describe_are_refused()
    {
        var manifest = SmallModel.Bytes(SmallModel.Manifest(hash: new string('a', 64)));

        var error = Assert.Throws<ModelFormatException>(() => ModelPackage.Load(manifest, SmallModel.Bytes(SmallModel.Trees)));

        Assert.Contains("is not the file that manifest.json describes", error.Message, StringComparison.Ordinal);
    }
}
