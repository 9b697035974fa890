namespace Monitoring.Silo.Stores;

/// <summary>System trace numbers as they are compared.</summary>
internal static class TraceNumber
{
    /// <summary>Without leading zeros, which do not count.</summary>
    public static string Normalise(string trace) => trace.TrimStart('0');
}
