using Microsoft.AspNetCore.Hosting.Server;

namespace Monitoring.Api.Feed;

/// <summary>Registers the feed's edges that live beside its endpoints.</summary>
public static class FeedApiServices
{
    /// <summary>Adds the watched folder and the file that tells an import the server's address.</summary>
    public static IServiceCollection AddFeedEdges(this IServiceCollection services)
    {
        services.AddHostedService<WatchedFolder>();
        services.AddHostedService<ServerAddressFile>();
        return services;
    }

    /// <summary>Makes of a server's services those of a process that only imports: it listens nowhere and watches nothing.</summary>
    public static IServiceCollection ForImport(this IServiceCollection services)
    {
        foreach (var edge in services.Where(IsEdge).ToArray()) services.Remove(edge);
        services.AddSingleton<IServer, SilentServer>();
        // What happens is told by the command; only what is wrong is logged between its lines.
        return services.PostConfigure<LoggerFilterOptions>(options =>
        {
            options.Rules.Clear();
            options.MinLevel = LogLevel.Warning;
        });
    }

    private static bool IsEdge(ServiceDescriptor service) =>
        service.ServiceType == typeof(IHostedService)
        && (service.ImplementationType == typeof(WatchedFolder) || service.ImplementationType == typeof(ServerAddressFile));
}
