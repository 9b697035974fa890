using Microsoft.Extensions.Logging;

namespace Monitoring.GraphQL;

internal sealed record ExecutionSettings(
    ILogger Logger, bool ShowExceptions, int ResponseBytesMax, int ErrorsMax, Func<Exception, GraphQLException?>? Translate);
