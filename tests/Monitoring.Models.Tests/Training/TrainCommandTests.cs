using System.CommandLine;
using Monitoring.Models.Commands;

namespace Monitoring.Models.Tests.Training;

public sealed class TrainCommandTests
{
#if !TRAINING
    [Theory]
    [InlineData("train --out ./nowhere")]
    [InlineData("compare --rows ./nowhere.csv")]
    public void Without_the_trainer_it_says_plainly_what_it_needs(string line)
    {
        var error = new StringWriter();
        var root = new RootCommand { new TrainCommand().Build(), new CompareCommand().Build() };

        int code = root.Parse(line).Invoke(new InvocationConfiguration { Error = error });

        Assert.Equal(2, code);
        Assert.Contains("-p:Training=true", error.ToString(), StringComparison.Ordinal);
        Assert.Contains("Microsoft.ML.FastTree", error.ToString(), StringComparison.Ordinal);
        Assert.False(Directory.Exists("nowhere"));
    }
#endif

    [Fact]
    public void A_model_needs_a_place_to_be_written_to()
    {
        var root = new RootCommand { new TrainCommand().Build() };

        Assert.NotEmpty(root.Parse("train").Errors);
    }
}
