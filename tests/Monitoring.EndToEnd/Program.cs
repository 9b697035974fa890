using Monitoring.EndToEnd;
using Monitoring.EndToEnd.Faults;

// The long forms of the fault tests, by command; without a command, the tests.
if (args.Length > 0 && args[0] == FaultCommand.Name) return await FaultCommand.RunAsync(args);
if (args.Any(static argument => argument is "-automated" or "@@")) return await Xunit.Runner.InProc.SystemConsole.ConsoleRunner.Run(args);
return await Xunit.MicrosoftTestingPlatform.TestPlatformTestFramework.RunAsync(args, SelfRegisteredExtensions.AddSelfRegisteredExtensions);
