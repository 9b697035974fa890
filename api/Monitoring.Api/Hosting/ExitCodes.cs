namespace Monitoring.Api.Hosting;

/// <summary>How the process ends.</summary>
public static class ExitCodes
{
    /// <summary>As asked.</summary>
    public const int Done = 0;

    /// <summary>It failed; the message says why.</summary>
    public const int Failed = 1;

    /// <summary>The command line or the configuration is wrong; nothing was started.</summary>
    public const int BadConfiguration = 2;
}
