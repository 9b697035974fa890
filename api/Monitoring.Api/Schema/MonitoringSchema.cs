using Monitoring.Api.Auth;
using Monitoring.GraphQL;

namespace Monitoring.Api.Schema;

/// <summary>The GraphQL schema: roots, descriptions, limits.</summary>
public static class MonitoringSchema
{
    private const string Description =
        "The contract of the GraphQL API. Names, nullability, arguments and meanings in it are relied on by other systems: things "
        + "are added, never renamed.\n\n"
        + "Money is in minor units (fen, cents) of the currency beside it and credit-positive. Lists follow the "
        + "GraphQL Cursor Connections specification; `first` is at most 500, and cursors are opaque.";

    /// <summary>
    /// How long a watcher may leave its events unread. They wait in the journal, not in memory; what ends is the connection, and a watcher
    /// goes on from its last cursor.
    /// </summary>
    private static readonly TimeSpan SlowWatcherWait = TimeSpan.FromMinutes(1);

    /// <summary>Adds the GraphQL server with this schema.</summary>
    public static IServiceCollection AddMonitoringSchema(this IServiceCollection services, AuthOptions auth)
    {
        services.AddSingleton<BankDay>();
        services.AddSingleton<BranchDirectory>();
        services.AddSingleton<AlertActions>();
        return services.AddGraphQL(options => Configure(options, auth));
    }

    private static void Configure(GraphQLOptions options, AuthOptions auth)
    {
        options.Description = Description;
        options.Query<QueryFields>().Mutation<MutationFields>().Subscription<SubscriptionFields>();
        options.AllowedOrigins.UnionWith(auth.AllowedOrigins);
        options.ConnectionInit = SocketSignIn.AdmitAsync;
        options.SlowConsumerWait = SlowWatcherWait;
    }
}
