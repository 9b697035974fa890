using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Monitoring.Api.Demo;
using Monitoring.Api.Hosting;
using Monitoring.Silo.Model;
using Monitoring.Silo.Stores;

namespace Monitoring.Api.Commands;

/// <summary>Serves until it is stopped.</summary>
internal static class ServeCommand
{
    public static async Task<int> RunAsync(IReadOnlyDictionary<string, string?> configuration, CancellationToken cancellationToken)
    {
        await using var app = MonitoringApp.Build(configuration, TimeProvider.System);
        var settings = app.Services.GetRequiredService<MonitoringSettings>();
        if (settings.Demo.Enabled && app.Configuration["Data:Directory"] is null) DemoDirectory.MakeAnew(settings.Store.DataDirectory);
        // Opened before anything listens: a store that cannot be used stops the start, with its reason.
        app.Services.GetRequiredService<IStoreHealth>();
        // So does a model that was named and cannot be used.
        app.Services.GetRequiredService<ModelHost>();
        await app.StartAsync(cancellationToken);
        Announce(app);
        await app.WaitForShutdownAsync(cancellationToken);
        return ExitCodes.Done;
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
