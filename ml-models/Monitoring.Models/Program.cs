using System.CommandLine;
using Monitoring.Models.Commands;

var root = new RootCommand("Monitoring models: a simulator of a bank.") { new SimulateCommand().Build() };
return root.Parse(args).Invoke();
