namespace Monitoring.Api.Hosting;

/// <summary>The configuration cannot be started with; the message lists every reason.</summary>
public sealed class ConfigurationProblemsException(IReadOnlyList<string> problems) : Exception(string.Join(Environment.NewLine, problems))
{
    /// <summary>The reasons, each naming its key.</summary>
    public IReadOnlyList<string> Problems { get; } = problems;
}
