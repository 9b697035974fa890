return await Monitoring.Api.Commands.MonitoringCommand.RunAsync(args);
