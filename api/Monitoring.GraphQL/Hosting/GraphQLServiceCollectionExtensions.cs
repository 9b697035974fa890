using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Monitoring.GraphQL;

/// <summary>Adds a GraphQL server to an application.</summary>
public static class GraphQLServiceCollectionExtensions
{
    /// <summary>Registers the server. The schema is built when the server is first needed; <see cref="GraphQLServer"/> gives it.</summary>
    public static IServiceCollection AddGraphQL(this IServiceCollection services, Action<GraphQLOptions> configure)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(_ =>
        {
            var options = new GraphQLOptions();
            configure(options);
            return options;
        });
        services.AddSingleton<GraphQLServer>();
        return services;
    }
}
