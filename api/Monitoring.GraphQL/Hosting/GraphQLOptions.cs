using System.Security.Claims;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Monitoring.GraphQL;

/// <summary>What <c>services.AddGraphQL(o => …)</c> sets: the schema's roots and types, and how the server behaves.</summary>
public sealed class GraphQLOptions
{
    internal List<Type> QueryTypes { get; } = [];
    internal List<Type> MutationTypes { get; } = [];
    internal List<Type> SubscriptionTypes { get; } = [];
    internal List<Type> ExtraTypes { get; } = [];
    internal List<(Type Parent, Type Fields)> Extensions { get; } = [];
    internal List<GraphQLScalar> Scalars { get; } = [];
    internal Dictionary<string, string> TrustedDocuments { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Limits, each with its own error code.</summary>
    public GraphQLLimits Limits { get; } = new();

    /// <summary>Whether <c>__schema</c> and <c>__type</c> may be asked, and names suggested in error messages. Default true.</summary>
    public bool Introspection { get; set; } = true;

    /// <summary>Whether the IDE is served to browsers at the GraphQL address. Default true.</summary>
    public bool Ide { get; set; } = true;

    /// <summary>Whether only documents registered with <see cref="AddTrustedDocument"/> are run. Default false.</summary>
    public bool OnlyTrustedDocuments { get; set; }

    /// <summary>Whether the text of unexpected exceptions reaches the client; for development only. Default false.</summary>
    public bool ShowExceptions { get; set; }

    /// <summary>
    /// What clients are told of an exception that is not the engine's own, such as a database that does not answer; <c>null</c> for one that
    /// nobody expected, which is logged and not shown. Unset: none is expected.
    /// </summary>
    public Func<Exception, GraphQLException?>? Translate { get; set; }

    /// <summary>Origins, besides the server's own, whose pages may open a WebSocket, such as <c>https://bank.example</c>. Default: none.</summary>
    public ISet<string> AllowedOrigins { get; } = new HashSet<string>(StringComparer.OrdinalIgnoreCase);

    /// <summary>Silence after which a comment (SSE) or ping (WebSocket) is sent. Default 12 s: below the idle time-outs of common proxies.</summary>
    public TimeSpan Heartbeat { get; set; } = TimeSpan.FromSeconds(12);

    /// <summary>Time a WebSocket client has for <c>connection_init</c>; beyond: closed with 4408. Default 5 s.</summary>
    public TimeSpan ConnectionInitTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Time a client of a WebSocket or an event stream has to take one message; beyond, its connection is dropped. Default 30 s.</summary>
    public TimeSpan SendTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Decides who opened a WebSocket, from the <c>payload</c> of its <c>connection_init</c>, because a browser cannot send a header with it:
    /// the operations of the connection run for the principal it returns; <c>null</c> closes the connection with 4403. Unset: whoever the
    /// request that opened it was from.
    /// </summary>
    public Func<HttpContext, JsonElement?, ValueTask<ClaimsPrincipal?>>? ConnectionInit { get; set; }

    /// <summary>
    /// How long a subscription's source waits for a subscriber that does not take its events, before that one is closed as a slow consumer.
    /// Right where the source keeps what is not read yet, as a journal does. Default: not at all.
    /// </summary>
    public TimeSpan SlowConsumerWait { get; set; }

    /// <summary>The schema's own description.</summary>
    public string? Description { get; set; }

    /// <summary>Adds the fields of a class (its instance is taken from the request's services, or made) or of a static class to the query type.</summary>
    public GraphQLOptions Query(Type type) => Add(QueryTypes, type);

    /// <inheritdoc cref="Query(Type)"/>
    public GraphQLOptions Query<T>() where T : class => Query(typeof(T));

    /// <summary>Likewise for the mutation type.</summary>
    public GraphQLOptions Mutation(Type type) => Add(MutationTypes, type);

    /// <inheritdoc cref="Mutation(Type)"/>
    public GraphQLOptions Mutation<T>() where T : class => Mutation(typeof(T));

    /// <summary>Likewise for the subscription type; its methods return <see cref="IAsyncEnumerable{T}"/>.</summary>
    public GraphQLOptions Subscription(Type type) => Add(SubscriptionTypes, type);

    /// <inheritdoc cref="Subscription(Type)"/>
    public GraphQLOptions Subscription<T>() where T : class => Subscription(typeof(T));

    /// <summary>Adds fields to the object type of <paramref name="parent"/>; their parent is the parameter of that type.</summary>
    public GraphQLOptions Extend(Type parent, Type fields)
    {
        Extensions.Add((parent, fields));
        return this;
    }

    /// <inheritdoc cref="Extend(Type, Type)"/>
    public GraphQLOptions Extend<TParent>(Type fields) => Extend(typeof(TParent), fields);

    /// <summary>Adds an object type that no field names, such as another implementation of an interface.</summary>
    public GraphQLOptions Type<T>() => Add(ExtraTypes, typeof(T));

    /// <summary>Adds a custom scalar, or replaces the one for the same C# type (<c>Long</c>, <c>DateTime</c> and <c>Date</c> are there).</summary>
    public GraphQLOptions Scalar(GraphQLScalar scalar)
    {
        Scalars.Add(scalar);
        return this;
    }

    /// <summary>Registers a document that may be asked for by the SHA-256 of its UTF-8 text, in hexadecimal.</summary>
    /// <returns>That hash.</returns>
    public string AddTrustedDocument(string document)
    {
        var hash = Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(document)));
        TrustedDocuments[hash] = document;
        return hash;
    }

    private GraphQLOptions Add(List<Type> list, Type type)
    {
        list.Add(type);
        return this;
    }
}
