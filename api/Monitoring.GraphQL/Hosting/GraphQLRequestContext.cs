using System.Security.Claims;
using Microsoft.AspNetCore.Http;

namespace Monitoring.GraphQL;

/// <summary>What belongs to one operation and is the same for all its resolvers; a resolver gets it by naming it as a parameter.</summary>
public sealed class GraphQLRequestContext
{
    private readonly IServiceProvider? _services;

    /// <summary>Creates a context.</summary>
    /// <param name="services">The services of the operation's scope.</param>
    public GraphQLRequestContext(IServiceProvider services) => _services = services;

    /// <summary>A context that takes its services and user from the HTTP request, and only when they are asked for.</summary>
    internal GraphQLRequestContext(HttpContext http) => HttpContext = http;

    /// <summary>The services of the operation's scope.</summary>
    public IServiceProvider Services => _services ?? HttpContext!.RequestServices;

    /// <summary>Who asks; unauthenticated when nobody signed in.</summary>
    public ClaimsPrincipal User
    {
        get => field ??= HttpContext?.User ?? new ClaimsPrincipal();
        init;
    }

    /// <summary>The HTTP request that carries the operation (for WebSockets: the one that opened the connection), if any.</summary>
    public HttpContext? HttpContext { get; init; }

    /// <summary>The id of the last event this client has seen, when it resumes a subscription.</summary>
    public string? LastEventId { get; init; }

    /// <summary>Room for values of the application; used by one operation only.</summary>
    public IDictionary<object, object?> Items => field ??= new Dictionary<object, object?>();

    internal Schema Schema { get; set; } = null!;
}
