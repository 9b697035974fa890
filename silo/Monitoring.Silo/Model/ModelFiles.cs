using Monitoring.Domain.Model;

namespace Monitoring.Silo.Model;

/// <summary>A model's files on disk.</summary>
internal static class ModelFiles
{
    /// <summary>Largest file that is read: some 4,000 trees of 1,000 leaves.</summary>
    private const long BytesMax = 256L << 20;

    /// <summary>What tells one state of the files from another; <c>null</c> when there is no manifest.</summary>
    public static (long, long, long, long)? StampOf(string folder)
    {
        var (manifest, trees) = (new FileInfo(Path.Combine(folder, ModelPackage.ManifestFile)), new FileInfo(Path.Combine(folder, ModelPackage.TreesFile)));
        if (!manifest.Exists) return null;
        return (manifest.LastWriteTimeUtc.Ticks, manifest.Length, trees.Exists ? trees.LastWriteTimeUtc.Ticks : 0, trees.Exists ? trees.Length : 0);
    }

    /// <summary>Reads the model.</summary>
    /// <exception cref="ModelFormatException">It cannot be used.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    public static ModelPackage Read(string folder) => ModelPackage.Load(Bytes(folder, ModelPackage.ManifestFile), Bytes(folder, ModelPackage.TreesFile));

    private static byte[] Bytes(string folder, string file)
    {
        var path = Path.Combine(folder, file);
        if (!File.Exists(path)) throw new ModelFormatException($"{file} is not there.");
        if (new FileInfo(path).Length > BytesMax) throw new ModelFormatException($"{file} is larger than {BytesMax >> 20} MiB.");
        return File.ReadAllBytes(path);
    }
}
