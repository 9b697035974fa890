namespace Monitoring.Api.Feed;

/// <summary>Where an import's files go.</summary>
/// <param name="Server">The server to send them to; <c>null</c> for this process, or the server that has the data directory.</param>
/// <param name="DataDirectory">The data directory.</param>
/// <param name="BuildHost">Builds the platform in this process.</param>
/// <param name="Token">Bearer token for a server that wants one.</param>
internal sealed record ImportTarget(Uri? Server, string DataDirectory, Func<IHost> BuildHost, string? Token);
