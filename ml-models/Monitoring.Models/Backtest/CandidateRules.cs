using Microsoft.Extensions.Configuration;
using Monitoring.Domain.Detection;

namespace Monitoring.Models.Backtest;

/// <summary>
/// Reads rules' parameters from a file, in the form of the server's own configuration: <c>{"Detection": {"RapidRoundTrip": …}}</c>.
/// </summary>
public static class CandidateRules
{
    /// <summary>The parameters of a file; what it leaves out is as by default.</summary>
    /// <exception cref="InvalidDataException">It is no configuration, or a name or value in it is wrong.</exception>
    public static DetectionParameters Read(string path)
    {
        try
        {
            var configuration = new ConfigurationBuilder().AddJsonFile(Path.GetFullPath(path), optional: false).Build();
            var section = configuration.GetSection("Detection");
            var parameters = section.Get<DetectionParameters>(static options => options.ErrorOnUnknownConfiguration = true)
                ?? throw new InvalidDataException($"{Path.GetFileName(path)} has no section Detection.");
            var problems = parameters.Validate();
            return problems.Count == 0 ? parameters : throw new InvalidDataException(string.Join(' ', problems));
        }
        catch (InvalidOperationException broken)
        {
            throw new InvalidDataException($"{Path.GetFileName(path)}: {broken.Message}", broken);
        }
    }
}
