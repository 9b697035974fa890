using Monitoring.Cluster.Tests;
using Monitoring.Cluster.Tests.Support;

// A cluster for people and the longer runs, by command; without a command, the tests.
if (args is ["up", ..]) return await ClusterCommand.UpAsync(args[1..]);
if (args is ["faults", ..]) return await StoryCommand.FaultsAsync(args[1..]);
if (args is ["replace", ..]) return await StoryCommand.ReplaceAsync(args[1..]);
if (args is ["bench", ..]) return await ClusterBench.RunAsync(args[1..]);
if (args.Any(static argument => argument is "-automated" or "@@")) return await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
return await Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions);
