using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Monitoring.GraphQL;

/// <summary>The server: its schema, and what it keeps between requests.</summary>
public sealed class GraphQLServer
{
    private readonly Lazy<string> _sdl;

    /// <summary>Builds the schema.</summary>
    /// <exception cref="GraphQLSchemaException">The C# types make no valid schema.</exception>
    public GraphQLServer(GraphQLOptions options, IServiceProvider services, ILogger<GraphQLServer> logger)
    {
        Options = options;
        Schema = SchemaBuilder.Build(options, services.GetService<IServiceProviderIsService>());
        Logger = logger;
        Documents = new DocumentCache(Schema, options);
        Settings = new ExecutionSettings(
            logger, options.ShowExceptions, options.Limits.ResponseBytesMax, options.Limits.ErrorsMax, options.Translate);
        _sdl = new Lazy<string>(() => SdlPrinter.Print(Schema));
    }

    /// <summary>The schema in GraphQL's schema language: types sorted by name, fields as declared.</summary>
    public string Sdl => _sdl.Value;

    internal GraphQLOptions Options { get; }

    internal Schema Schema { get; }

    internal ILogger Logger { get; }

    internal DocumentCache Documents { get; }

    internal ExecutionSettings Settings { get; }
}
