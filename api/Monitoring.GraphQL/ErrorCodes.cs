namespace Monitoring.GraphQL;

/// <summary>The words in <c>extensions.code</c> that the engine itself uses.</summary>
internal static class ErrorCodes
{
    public const string ParseFailed = "GRAPHQL_PARSE_FAILED";
    public const string ValidationFailed = "GRAPHQL_VALIDATION_FAILED";
    public const string BadUserInput = "BAD_USER_INPUT";
    public const string BadRequest = "BAD_REQUEST";
    public const string OperationResolution = "OPERATION_RESOLUTION_FAILURE";
    public const string Internal = "INTERNAL_SERVER_ERROR";
    public const string BodyTooLarge = "BODY_TOO_LARGE";
    public const string TooManyTokens = "TOO_MANY_TOKENS";
    public const string DocumentTooDeep = "DOCUMENT_TOO_DEEP";
    public const string QueryTooDeep = "QUERY_TOO_DEEP";
    public const string QueryTooCostly = "QUERY_TOO_COSTLY";
    public const string TooManyAliases = "TOO_MANY_ALIASES";
    public const string TooManyDirectives = "TOO_MANY_DIRECTIVES";
    public const string VariablesTooDeep = "VARIABLES_TOO_DEEP";
    public const string Timeout = "EXECUTION_TIMEOUT";
    public const string Cancelled = "EXECUTION_CANCELLED";
    public const string ResponseTooLarge = "RESPONSE_TOO_LARGE";
    public const string TooManySubscriptions = "TOO_MANY_SUBSCRIPTIONS";
    public const string SlowConsumer = "SLOW_CONSUMER";
    public const string IntrospectionDisabled = "INTROSPECTION_DISABLED";
    public const string DocumentNotTrusted = "DOCUMENT_NOT_TRUSTED";
    public const string DocumentNotFound = "PERSISTED_QUERY_NOT_FOUND";
    public const string ValidationTooComplex = "VALIDATION_TOO_COMPLEX";
}
