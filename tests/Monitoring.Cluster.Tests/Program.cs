using Monitoring.Cluster.Tests;
using Monitoring.Cluster.Tests.Support;

// A cluster for people, by command; without a command, the tests.
if (args is ["up"]) return await ClusterCommand.UpAsync();
if (args is ["bench", ..]) return await ClusterBench.RunAsync(args);
if (args.Any(static argument => argument is "-automated" or "@@")) return await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
return await Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions);
