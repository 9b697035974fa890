namespace Monitoring.Silo.Stores;

/// <summary>
/// Holds a data directory for this process alone. The operating system lets go of it when the process ends, however it ends.
/// </summary>
public sealed class DataDirectoryLock : IDisposable
{
    /// <summary>Name of the file held open; it stays, and means nothing while nobody holds it.</summary>
    public const string FileName = "monitoring.lock";

    private readonly FileStream _file;

    private DataDirectoryLock(FileStream file) => _file = file;

    /// <summary>Takes the directory, creating it when it is missing.</summary>
    /// <exception cref="StoreLockedException">Another process holds it.</exception>
    /// <exception cref="UnauthorizedAccessException">The directory cannot be written.</exception>
    public static DataDirectoryLock Take(string directory)
    {
        Directory.CreateDirectory(directory);
        var path = Path.Combine(directory, FileName);
        try
        {
            return new DataDirectoryLock(new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException inner)
        {
            throw new StoreLockedException(
                $"The data directory {Path.GetFullPath(directory)} is in use by another process ({inner.Message}) "
                + "Stop that one first, send it the data over HTTP, or name another directory with --data.",
                inner);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
