using Monitoring.Silo.Stores;

namespace Monitoring.Api.Demo;

/// <summary>The data directory of a demonstration that named none.</summary>
internal static class DemoDirectory
{
    /// <summary>
    /// Empties it, so that every demonstration begins anew. Nothing but a demonstration's own directory is ever touched, and none that a
    /// demonstration still uses.
    /// </summary>
    /// <exception cref="StoreLockedException">A demonstration is running in it.</exception>
    public static void MakeAnew(string directory)
    {
        using (DataDirectoryLock.Take(directory))
        {
            foreach (var entry in new DirectoryInfo(directory).EnumerateFileSystemInfos())
            {
                if (entry.Name == DataDirectoryLock.FileName) continue;
                if (entry is DirectoryInfo folder) folder.Delete(recursive: true);
                else entry.Delete();
            }
        }
    }
}
