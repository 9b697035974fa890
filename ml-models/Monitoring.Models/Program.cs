using System.CommandLine;
using Monitoring.Models.Commands;

var root = new RootCommand("Monitoring models: a simulator of a bank; training, evaluation and back-test of the model.")
{
    new SimulateCommand().Build(),
    new TrainCommand().Build(),
    new EvaluateCommand().Build(),
    new BacktestCommand().Build(),
    new DispositionsCommand().Build(),
    new RowsCommand().Build(),
    new CompareCommand().Build(),
};
return root.Parse(args).Invoke();
