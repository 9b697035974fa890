using System.Text.Json;

namespace Monitoring.GraphQL;

/// <summary>What a client asks, before anything is checked.</summary>
internal sealed class GraphQLRequest
{
    /// <summary>The document as UTF-8; empty when only a hash was given.</summary>
    public ReadOnlyMemory<byte> Query { get; set; }

    /// <summary>The SHA-256 of a trusted document, in hexadecimal.</summary>
    public string? DocumentId { get; set; }

    public string? OperationName { get; set; }

    public JsonElement Variables { get; set; }

    /// <summary>The id of the last event a resuming subscriber has seen.</summary>
    public string? LastEventId { get; set; }
}
