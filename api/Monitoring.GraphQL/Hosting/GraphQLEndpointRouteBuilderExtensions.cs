using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Monitoring.GraphQL;

/// <summary>Puts a GraphQL server at an address.</summary>
public static class GraphQLEndpointRouteBuilderExtensions
{
    /// <summary>
    /// Serves queries and mutations (GET and POST), subscriptions (server-sent events, and WebSocket where <c>UseWebSockets</c> is on) and
    /// the IDE at one path. Builds the schema at once, so that a mistake in it stops the start.
    /// </summary>
    /// <exception cref="GraphQLSchemaException">The C# types make no valid schema.</exception>
    public static IEndpointConventionBuilder MapGraphQL(this IEndpointRouteBuilder endpoints, string pattern = "/graphql")
    {
        var services = endpoints.ServiceProvider;
        var stopping = services.GetService<IHostApplicationLifetime>()?.ApplicationStopping ?? CancellationToken.None;
        var handler = new HttpHandler(services.GetRequiredService<GraphQLServer>(), services.GetRequiredService<TimeProvider>(), stopping);
        var group = endpoints.MapGroup(pattern);
        group.Map("", (RequestDelegate)handler.HandleAsync).WithDisplayName("GraphQL");
        group.MapGet("/ide/{**file}", (RequestDelegate)handler.IdeAsync).WithDisplayName("GraphQL IDE");
        return group;
    }
}
