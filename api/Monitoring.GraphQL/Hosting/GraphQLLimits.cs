namespace Monitoring.GraphQL;

/// <summary>Limits that keep a hostile or mistaken client from hurting others. Each refusal has its own <c>extensions.code</c>.</summary>
public sealed class GraphQLLimits
{
    /// <summary>Bytes of a request body; beyond: HTTP 413, <c>BODY_TOO_LARGE</c>. Default 1 MiB: far above any real query with variables.</summary>
    public int BodyBytesMax { get; set; } = 1 << 20;

    /// <summary>Lexical tokens of a document, counted while reading; beyond: <c>TOO_MANY_TOKENS</c>. Default 10,000.</summary>
    public int TokensMax { get; set; } = 10_000;

    /// <summary>Nesting of braces, brackets and list types while parsing; beyond: <c>DOCUMENT_TOO_DEEP</c>. Default 200: keeps the stack safe.</summary>
    public int NestingMax { get; set; } = 200;

    /// <summary>Levels of fields below each other with fragments followed; beyond: <c>QUERY_TOO_DEEP</c>. Default 15 (full introspection needs 13).</summary>
    public int DepthMax { get; set; } = 15;

    /// <summary>
    /// Cost of an operation: each field's weight times the sizes of the lists it is in (paging arguments, or assumed);
    /// beyond: <c>QUERY_TOO_COSTLY</c>. Default 100,000. Introspection fields cost nothing.
    /// </summary>
    public long CostMax { get; set; } = 100_000;

    /// <summary>Items a list is assumed to have when neither paging arguments nor <see cref="GraphQLCostAttribute.ListSize"/> say so. Default 10.</summary>
    public int AssumedListSize { get; set; } = 10;

    /// <summary>Aliased fields in an operation with fragments followed; beyond: <c>TOO_MANY_ALIASES</c>. Default 100.</summary>
    public int AliasesMax { get; set; } = 100;

    /// <summary>Directives in an operation with fragments followed; beyond: <c>TOO_MANY_DIRECTIVES</c>. Default 200.</summary>
    public int DirectivesMax { get; set; } = 200;

    /// <summary>Levels in the value of a variable; beyond: <c>VARIABLES_TOO_DEEP</c>. Default 32.</summary>
    public int VariablesDepthMax { get; set; } = 32;

    /// <summary>Errors reported for one document, its variables or its execution; more are not looked for, or only counted. Default 100.</summary>
    public int ErrorsMax { get; set; } = 100;

    /// <summary>Time for a query or mutation; beyond: HTTP 503, <c>EXECUTION_TIMEOUT</c>. Default 30 s.</summary>
    public TimeSpan ExecutionTimeMax { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>Bytes of one response; beyond: <c>RESPONSE_TOO_LARGE</c>. Default 64 MiB.</summary>
    public int ResponseBytesMax { get; set; } = 64 << 20;

    /// <summary>Subscriptions open at once in the server; beyond: <c>TOO_MANY_SUBSCRIPTIONS</c>. Default 1,000.</summary>
    public int SubscriptionsMax { get; set; } = 1_000;

    /// <summary>Operations open at once on one WebSocket; beyond: <c>TOO_MANY_SUBSCRIPTIONS</c>. Default 100.</summary>
    public int OperationsPerConnectionMax { get; set; } = 100;

    /// <summary>Events kept for a subscriber that is slower than its source; beyond: it is closed (WebSocket 4413, SSE error <c>SLOW_CONSUMER</c>). Default 256.</summary>
    public int SubscriptionBufferMax { get; set; } = 256;

    /// <summary>Documents kept parsed and validated, each of at most 16 KiB. Default 1,000.</summary>
    public int DocumentCacheMax { get; set; } = 1_000;
}
