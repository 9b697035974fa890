namespace Monitoring.GraphQL;

/// <summary>WebSocket close codes of the <c>graphql-transport-ws</c> protocol, and ours for a slow consumer.</summary>
internal static class CloseCodes
{
    public const int BadRequest = 4400;
    public const int Unauthorized = 4401;
    public const int Forbidden = 4403;
    public const int ProtocolNotAcceptable = 4406;
    public const int InitTimeout = 4408;
    public const int SubscriberExists = 4409;
    public const int TooManyInits = 4429;

    /// <summary>Events come faster than the client takes them.</summary>
    public const int SlowConsumer = 4413;

    public const int TooBig = 4414;
}
