using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Monitoring.Grains.Grain;
using Monitoring.Grains.Queries;
using Monitoring.Silo.Escalation;
using Monitoring.Silo.Feed.Dispatch;
using Monitoring.Silo.Hosting.Cluster;
using Monitoring.Silo.Journal;
using Orleans.Configuration;
using Orleans.Hosting;

namespace Monitoring.Silo.Hosting;

/// <summary>Makes a process a silo of a cluster, or a client of one.</summary>
public static class ClusterHosting
{
    /// <summary>Name under which Orleans knows PostgreSQL's driver.</summary>
    private const string Invariant = "Npgsql";

    /// <summary>Changes of alerts kept in memory for those who watch; slower watchers read the table.</summary>
    private const int AlertTailLength = 1_024;

    /// <summary>Time between two tries of a client to reach a cluster that does not answer.</summary>
    private static readonly TimeSpan ConnectEvery = TimeSpan.FromSeconds(1);

    /// <summary>Makes it a silo: grains live here, and the clock runs here when nowhere else.</summary>
    /// <param name="builder">The process.</param>
    /// <param name="settings">Checked.</param>
    public static void AddClusterSilo(this IHostApplicationBuilder builder, ClusterSettings settings)
    {
        builder.Services.AddShared(settings);
        builder.Services.AddSingleton<IBranchTreeGate, PostgresTreeGate>();
        builder.Services.AddSingleton<IClockLease, PostgresClockLease>();
        builder.Services.AddMonitoringGrains();
        builder.Services.AddHostedService<AlertSender>();
        builder.UseOrleans(silo =>
        {
            silo.Configure<ClusterOptions>(cluster => Name(cluster, settings));
            silo.UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = (Invariant, settings.ConnectionString));
            silo.Configure<EndpointOptions>(endpoint =>
            {
                endpoint.AdvertisedIPAddress = settings.ResolveAddress();
                (endpoint.SiloPort, endpoint.GatewayPort) = (settings.SiloPort, settings.GatewayPort);
                endpoint.SiloListeningEndpoint = ListenOn(endpoint.AdvertisedIPAddress, settings.SiloPort);
                endpoint.GatewayListeningEndpoint = ListenOn(endpoint.AdvertisedIPAddress, settings.GatewayPort);
            });
            silo.Configure<ClusterMembershipOptions>(members => Watch(members, settings));
            silo.Configure<GrainCollectionOptions>(idle =>
            {
                idle.CollectionAge = TimeSpan.FromMinutes(settings.IdleMinutes);
                idle.CollectionQuantum = TimeSpan.FromMinutes(settings.IdleMinutes / 4);
                idle.EnableActivationSheddingOnMemoryPressure = true;
                idle.MemoryUsageLimitPercentage = settings.MemoryPercent;
                idle.MemoryUsageTargetPercentage = settings.MemoryPercent * 0.9;
            });
            silo.Configure<SiloMessagingOptions>(calls => calls.ResponseTimeout = TimeSpan.FromSeconds(settings.CallSeconds));
        });
    }

    /// <summary>Makes it a client: grains are called in silos; alerts are followed in the journal.</summary>
    /// <param name="builder">The process.</param>
    /// <param name="settings">Checked.</param>
    public static void AddClusterClient(this IHostApplicationBuilder builder, ClusterSettings settings)
    {
        builder.Services.AddShared(settings);
        builder.Services.AddSingleton(provider => new FollowedAlertFeed(
            provider.GetRequiredService<IAlertReader>(), provider.GetRequiredService<IBankReader>(), provider.GetRequiredService<IAlertSignal>(),
            AlertTailLength, TimeSpan.FromMilliseconds(settings.AlertLookMilliseconds), provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<FollowedAlertFeed>>()));
        // In place of the store's own, which tells of this process' commits only.
        builder.Services.AddSingleton<IAlertFeed>(provider => provider.GetRequiredService<FollowedAlertFeed>());
        builder.Services.AddHostedService(provider => provider.GetRequiredService<FollowedAlertFeed>());
        builder.Services.AddSingleton<SiloLossGuard>();
        builder.Services.AddSingleton<ICallGuard>(provider => provider.GetRequiredService<SiloLossGuard>());
        builder.UseOrleansClient(client =>
        {
            client.AddGatewayCountChangedHandler(provider => (_, change) =>
            {
                if (change.NumberOfConnectedGateways < change.PreviousNumberOfConnectedGateways) provider.GetRequiredService<SiloLossGuard>().Lost();
            });
            client.Configure<ClusterOptions>(cluster => Name(cluster, settings));
            client.UseAdoNetClustering(options => (options.Invariant, options.ConnectionString) = (Invariant, settings.ConnectionString));
            client.Configure<GatewayOptions>(gateways => gateways.GatewayListRefreshPeriod = TimeSpan.FromSeconds(settings.RefreshSeconds));
            client.Configure<ClientMessagingOptions>(calls => calls.ResponseTimeout = TimeSpan.FromSeconds(settings.CallSeconds));
            client.UseConnectionRetryFilter(async (_, cancellation) =>
            {
                await Task.Delay(ConnectEvery, cancellation).ConfigureAwait(false);
                return true;
            });
        });
    }

    private static void AddShared(this IServiceCollection services, ClusterSettings settings)
    {
        services.AddSingleton(settings);
        services.AddSingleton<ClusterDatabase>();
        // First of all hosted services: Orleans reads its queries as soon as it starts.
        services.Insert(0, ServiceDescriptor.Singleton<IHostedService, ClusterDatabaseStart>());
        if (string.IsNullOrWhiteSpace(settings.Redis)) services.AddSingleton<IAlertSignal, NoSignal>();
        else services.AddSingleton<IAlertSignal, RedisSignal>();
    }

    private static void Name(ClusterOptions cluster, ClusterSettings settings) => (cluster.ClusterId, cluster.ServiceId) = (settings.Id, settings.Id);

    private static IPEndPoint ListenOn(IPAddress advertised, int port) =>
        new(IPAddress.IsLoopback(advertised) ? IPAddress.Loopback : IPAddress.Any, port);

    private static void Watch(ClusterMembershipOptions members, ClusterSettings settings)
    {
        members.ProbeTimeout = TimeSpan.FromSeconds(settings.ProbeSeconds);
        members.NumMissedProbesLimit = settings.MissedProbes;
        members.TableRefreshTimeout = TimeSpan.FromSeconds(settings.RefreshSeconds);
    }
}
