using System.Globalization;
using Monitoring.EndToEnd.Support;

namespace Monitoring.EndToEnd.Faults;

/// <summary>
/// A disk of a few megabytes for a data directory: a file system in memory where this process may mount one, else a limit to the length of
/// the server's files, which fails its writes likewise.
/// </summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly TemporaryFolder _folder = new();
    private readonly int _mebibytes;

    private SmallDisk(int mebibytes) => _mebibytes = mebibytes;

    public string Path => _folder.Path;

    /// <summary>Whether it is a file system of its own, so that it can grow under a running server.</summary>
    public bool IsMounted { get; private set; }

    /// <summary>What the server is started with: nothing where the disk itself is small.</summary>
    public string? Limit => IsMounted ? null : string.Create(CultureInfo.InvariantCulture, $"trap '' XFSZ; export DOTNET_EnableWriteXorExecute=0; ulimit -f {_mebibytes * 1024};");

    public static async Task<SmallDisk> MakeAsync(int mebibytes)
    {
        var disk = new SmallDisk(mebibytes);
        disk.IsMounted = await TryRunAsync("mount", "-t", "tmpfs", "-o", disk.Size(mebibytes), "tmpfs", disk.Path);
        return disk;
    }

    /// <summary>More room, for a server that goes on running.</summary>
    public async Task GrowAsync(int mebibytes) =>
        Assert.True(await TryRunAsync("mount", "-o", "remount," + Size(mebibytes), Path), "The disk did not grow.");

    public async ValueTask DisposeAsync()
    {
        if (IsMounted) await TryRunAsync("umount", "--lazy", Path);
        _folder.Dispose();
    }

    private string Size(int mebibytes) => string.Create(CultureInfo.InvariantCulture, $"size={mebibytes}m");

    private static async Task<bool> TryRunAsync(string program, params string[] arguments)
    {
        await using var run = ProcessRun.Start(program, arguments);
        return await run.ExitAsync(Patience) == 0;
    }
}
