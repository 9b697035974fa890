using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Monitoring.Api.Hosting;
using Monitoring.Silo.Stores;

namespace Monitoring.Api.Commands;

/// <summary>Serves until it is stopped.</summary>
internal static class ServeCommand
{
    public static async Task<int> RunAsync(IReadOnlyDictionary<string, string?> configuration, CancellationToken cancellationToken)
    {
        try
        {
            await using var app = MonitoringApp.Build(configuration, TimeProvider.System);
            // Opened before anything listens: a store that cannot be used stops the start, with its reason.
            app.Services.GetRequiredService<IStoreHealth>();
            await app.StartAsync(cancellationToken);
            Announce(app);
            await app.WaitForShutdownAsync(cancellationToken);
            return ExitCodes.Done;
        }
        catch (ConfigurationProblemsException exception)
        {
            foreach (var problem in exception.Problems) await Console.Error.WriteLineAsync(problem);
            return ExitCodes.BadConfiguration;
        }
        catch (Exception exception) when (exception is StoreException or StoreLockedException or StoreSchemaException or IOException or InvalidDataException)
        {
            await Console.Error.WriteLineAsync(exception.Message);
            return ExitCodes.Failed;
        }
    }

    private static void Announce(WebApplication app)
    {
        var settings = app.Services.GetRequiredService<MonitoringSettings>();
        var addresses = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        foreach (var address in addresses) app.Logger.Listening(address, Path.GetFullPath(settings.Store.DataDirectory));
        var what = settings.Demo.Enabled ? "Monitoring watches a simulated bank" : "Monitoring is running";
        Console.WriteLine($"{Environment.NewLine}  {what}: open {string.Join(" or ", addresses)}{Environment.NewLine}");
    }
}
