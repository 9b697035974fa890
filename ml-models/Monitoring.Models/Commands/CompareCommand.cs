using System.CommandLine;
using Monitoring.Models.Training;

namespace Monitoring.Models.Commands;

/// <summary>The command <c>compare</c>: the model's trainer on rows of a file, set by set. Needs the training build.</summary>
internal sealed class CompareCommand
{
    private readonly Option<FileInfo> _rows = new("--rows") { Description = "CSV as the command rows writes it", Required = true };
    private readonly Option<int?> _shuffle = new("--shuffle") { Description = "deal the labels out anew by this seed: must give chance" };

    public Command Build()
    {
        var command = new Command("compare", "Train and check on rows of a file; needs the build with -p:Training=true.") { _rows, _shuffle };
        command.SetAction(Run);
        return command;
    }

    private int Run(ParseResult parsed)
    {
        var (output, error) = (parsed.InvocationConfiguration.Output, parsed.InvocationConfiguration.Error);
#if TRAINING
        try
        {
            var file = RowFile.Read(parsed.GetValue(_rows)!.FullName);
            new Training.Boosting.Comparison(parsed.GetValue(_shuffle) is { } seed ? file.Shuffled(seed) : file).Write(output);
            return 0;
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException or InvalidDataException or TrainingException)
        {
            error.WriteLine("compare: " + failed.Message);
            return 1;
        }
#else
        error.WriteLine($"compare: {TrainCommand.NoTrainer}");
        return 2;
#endif
    }
}
