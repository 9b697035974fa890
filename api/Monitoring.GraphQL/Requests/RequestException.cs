namespace Monitoring.GraphQL;

/// <summary>A request that is refused before execution.</summary>
internal sealed class RequestException : Exception
{
    public RequestException(IReadOnlyList<GraphQLError> errors, bool isMalformed = false, int? status = null) : base(errors[0].Message) =>
        (Errors, IsMalformed, Status) = (errors, isMalformed, status);

    public RequestException(string message, string code, bool isMalformed = false, int? status = null)
        : this([new GraphQLError(message, code)], isMalformed, status)
    {
    }

    public IReadOnlyList<GraphQLError> Errors { get; }

    /// <summary>Whether it is not even a GraphQL request, which HTTP answers with 400 whatever the client accepts.</summary>
    public bool IsMalformed { get; }

    /// <summary>A particular HTTP status to answer with.</summary>
    public int? Status { get; }
}
