using System.IO.Compression;

namespace Monitoring.EndToEnd.Support;

/// <summary>A bank that others simulated: 20,000 accounts, 235,610 postings, the balances they end with.</summary>
internal static class AmlSim
{
    public const int Accounts = 20_000;
    public const int Postings = 235_610;
    public const long Total = 560_095_352;

    /// <summary>Accounts that fall below zero under the default rules.</summary>
    public const int Overdrawn = 13_953;

    private static string Folder => Path.Combine(Product.SharedData, "amlsim-cycle200");

    public static string ReferenceFile => Path.Combine(Folder, "reference.ndjson.gz");

    public static string PostingsFile => Path.Combine(Folder, "postings.ndjson.gz");

    public static bool IsHere => File.Exists(PostingsFile);

    public static byte[] Reference() => Unpack(ReferenceFile);

    public static byte[] AllPostings() => Unpack(PostingsFile);

    /// <summary>Balance of each account after the last posting.</summary>
    public static Dictionary<string, long> ExpectedBalances() => File.ReadLines(Path.Combine(Folder, "expected-balances.csv"))
        .Skip(1)
        .Select(static line => line.Split(','))
        .ToDictionary(static fields => fields[0], static fields => long.Parse(fields[2], System.Globalization.CultureInfo.InvariantCulture), StringComparer.Ordinal);

    private static byte[] Unpack(string file)
    {
        using var source = new GZipStream(File.OpenRead(file), CompressionMode.Decompress);
        using var target = new MemoryStream();
        source.CopyTo(target);
        return target.ToArray();
    }
}
