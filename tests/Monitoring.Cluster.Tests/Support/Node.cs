using Monitoring.EndToEnd.Support;

namespace Monitoring.Cluster.Tests.Support;

/// <summary>A process of the cluster; its ports stay when it is started again.</summary>
/// <param name="Name">Its name, also in the database's list of connections.</param>
/// <param name="Port">Of its HTTP address.</param>
/// <param name="SiloPort">For other silos; 0 when it is none.</param>
/// <param name="GatewayPort">For api processes; 0 when it is no silo.</param>
internal sealed record Node(string Name, int Port, int SiloPort, int GatewayPort)
{
    public bool IsSilo => SiloPort != 0;

    public Uri Address => new($"http://127.0.0.1:{Port}");

    /// <summary>The program that it is started with.</summary>
    public string Assembly { get; set; } = Product.Api;

    /// <summary>The process, while it runs.</summary>
    public Server? Server { get; set; }

    /// <summary>As <c>kill -9</c>.</summary>
    public async Task KillAsync()
    {
        if (Server is not { } server) return;
        Server = null;
        await server.KillAsync();
        await server.DisposeAsync();
    }

    /// <summary>As <c>kill</c>, which lets it finish; waits for its end.</summary>
    public async Task StopAsync()
    {
        if (Server is not { } server) return;
        Server = null;
        await using var kill = ProcessRun.Start("kill", ["-TERM", server.ProcessId.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await server.EndedAsync(TimeSpan.FromMinutes(3));
        await server.DisposeAsync();
    }
}
