using System.Security.Claims;
using Microsoft.AspNetCore.Http;

namespace Monitoring.GraphQL;

/// <summary>What belongs to one operation and is the same for all its resolvers; a resolver gets it by naming it as a parameter.</summary>
public sealed class GraphQLRequestContext
{
    /// <summary>Creates a context.</summary>
    /// <param name="services">The services of the request's scope.</param>
    public GraphQLRequestContext(IServiceProvider services) => Services = services;

    /// <summary>The services of the request's scope.</summary>
    public IServiceProvider Services { get; internal set; }

    /// <summary>Who asks; unauthenticated when nobody signed in.</summary>
    public ClaimsPrincipal User { get; init; } = new();

    /// <summary>The HTTP request that carries the operation (for WebSockets: the one that opened the connection), if any.</summary>
    public HttpContext? HttpContext { get; init; }

    /// <summary>The id of the last event this client has seen, when it resumes a subscription.</summary>
    public string? LastEventId { get; init; }

    /// <summary>Room for values of the application; used by one operation only.</summary>
    public IDictionary<object, object?> Items => field ??= new Dictionary<object, object?>();

    internal Schema Schema { get; set; } = null!;
}
