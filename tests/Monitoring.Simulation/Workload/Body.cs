using System.Text;

namespace Monitoring.Simulation.Workload;

/// <summary>One body on its way: the lines, and what is needed to judge its answer.</summary>
internal sealed class Body(int number, IReadOnlyList<SentLine> lines, int? cutAt) : IDisposable
{
    private readonly CancellationTokenSource _leaves = new();

    public int Number { get; } = number;

    public IReadOnlyList<SentLine> Lines { get; } = lines;

    /// <summary>Whether its process ended before it was answered.</summary>
    public bool IsOrphan { get; set; }

    /// <summary>The sender's patience.</summary>
    public CancellationToken Leaves => _leaves.Token;

    /// <summary>Ids that were acknowledged before it started.</summary>
    public required IReadOnlySet<string> KnownBefore { get; init; }

    /// <summary>Its bytes.</summary>
    public Stream Open()
    {
        var text = string.Concat(Lines.Select(static line => line.Json + "\n"));
        return new CutStream(Encoding.UTF8.GetBytes(text), cutAt);
    }

    /// <summary>The sender goes away.</summary>
    public void Leave() => _leaves.Cancel();

    public void Dispose() => _leaves.Dispose();
}
