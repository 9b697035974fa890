using Monitoring.Api.Auth;
using Monitoring.Api.Hosting;
using Monitoring.Api.Metrics;
using Monitoring.GraphQL;
using Monitoring.Grains.Journal;

namespace Monitoring.Api.Schema;

/// <summary>The GraphQL schema: roots, descriptions, limits.</summary>
public static class MonitoringSchema
{
    private const string Description =
        "The contract of the GraphQL API. Names, nullability, arguments and meanings in it are relied on by other systems: things "
        + "are added, never renamed.\n\n"
        + "Money is in minor units (fen, cents) of the currency beside it and credit-positive. Lists follow the "
        + "GraphQL Cursor Connections specification; `first` is at most 500, and cursors are opaque.";

    /// <summary>Adds the GraphQL server with this schema.</summary>
    public static IServiceCollection AddMonitoringSchema(this IServiceCollection services, AuthOptions auth, ApiOptions api)
    {
        services.AddSingleton<BankDay>();
        services.AddSingleton<BranchDirectory>();
        services.AddSingleton<AlertActions>();
        services.AddSingleton<WatcherMetrics>();
        return services.AddGraphQL(options => Configure(options, auth, api));
    }

    private static void Configure(GraphQLOptions options, AuthOptions auth, ApiOptions api)
    {
        options.Description = Description;
        options.Query<QueryFields>().Mutation<MutationFields>().Subscription<SubscriptionFields>();
        options.AllowedOrigins.UnionWith(auth.AllowedOrigins);
        options.ConnectionInit = SocketSignIn.AdmitAsync;
        options.Limits.SubscriptionsMax = api.MaxSubscriptions;
        options.Limits.SubscriptionBufferMax = api.SubscriptionBuffer;
        options.SlowConsumerWait = TimeSpan.FromSeconds(api.SlowSubscriberSeconds);
        options.SendTimeout = TimeSpan.FromSeconds(api.SendTimeoutSeconds);
        options.Translate = static exception => exception switch
        {
            JournalUnavailableException => new GraphQLException("The store does not answer just now; try again.", ApiCodes.Unavailable),
            JournalArchivedException => new GraphQLException("What was asked for lies in an archived part of the journal.", ApiCodes.Archived),
            _ => null,
        };
    }
}
