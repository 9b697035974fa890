using System.Diagnostics.CodeAnalysis;

namespace Monitoring.Models.Simulation;

/// <summary>Which case begins next.</summary>
internal interface ICaseSchedule
{
    /// <summary>The next case that begins before <paramref name="beforeMs"/>, in order of beginning.</summary>
    bool TryNext(long beforeMs, [MaybeNullWhen(false)] out CaseDraft draft);
}
