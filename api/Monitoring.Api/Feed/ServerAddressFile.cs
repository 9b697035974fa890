using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Monitoring.Silo.Stores;

namespace Monitoring.Api.Feed;

/// <summary>
/// Leaves the server's address in its data directory while it runs, so that an import which finds the directory in use knows whom to send
/// its files to.
/// </summary>
internal sealed class ServerAddressFile(
    StoreOptions store, IServer server, IHostApplicationLifetime lifetime, ILogger<ServerAddressFile> logger) : IHostedService
{
    /// <summary>Name in the data directory.</summary>
    public const string Name = "server.url";

    private string FilePath => Path.Combine(store.DataDirectory, Name);

    /// <summary>The address left in a data directory; <c>null</c> when there is none.</summary>
    public static Uri? Read(string dataDirectory)
    {
        var path = Path.Combine(dataDirectory, Name);
        return File.Exists(path) && Uri.TryCreate(File.ReadAllText(path).Trim(), UriKind.Absolute, out var uri) ? uri : null;
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(Write);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        try
        {
            File.Delete(FilePath);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            logger.AddressNotKept(exception);
        }

        return Task.CompletedTask;
    }

    private void Write()
    {
        if (server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() is not { } address) return;
        try
        {
            Directory.CreateDirectory(store.DataDirectory);
            File.WriteAllText(FilePath, AnyHost(address));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            logger.AddressNotKept(exception);
        }
    }

    /// <summary>An address of all interfaces is reached on this machine's own.</summary>
    private static string AnyHost(string address) => address
        .Replace("//[::]", "//localhost", StringComparison.Ordinal)
        .Replace("//0.0.0.0", "//localhost", StringComparison.Ordinal)
        .Replace("//*", "//localhost", StringComparison.Ordinal)
        .Replace("//+", "//localhost", StringComparison.Ordinal);
}
