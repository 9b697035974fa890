using System.Runtime.CompilerServices;

namespace Monitoring.Contracts.Tests.Support;

/// <summary>Compares with a committed text; with <c>MONITORING_UPDATE_GOLDEN=1</c> in the environment it is written anew.</summary>
internal static class Golden
{
    private const string Update = "MONITORING_UPDATE_GOLDEN";

    public static void Check(string name, IEnumerable<string> lines, [CallerFilePath] string caller = "")
    {
        var path = Path.Combine(Path.GetDirectoryName(caller)!, name);
        var text = string.Join('\n', lines) + "\n";
        if (Environment.GetEnvironmentVariable(Update) == "1") File.WriteAllText(path, text);
        var known = File.Exists(path) ? File.ReadAllText(path).ReplaceLineEndings("\n") : "";
        Assert.True(
            known == text,
            $"{name} differs from the code. Stored numbers, names and codes are only ever added. If this is an addition, set {Update}=1, run again "
            + $"and review the difference. The code says:\n{text}");
    }
}
