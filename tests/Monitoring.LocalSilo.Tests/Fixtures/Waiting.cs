namespace Monitoring.LocalSilo.Tests;

internal static class Waiting
{
    /// <summary>So long that only a defect reaches it.</summary>
    internal static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    internal static Task Within(this Task task) => task.WaitAsync(Limit);

    internal static Task<T> Within<T>(this Task<T> task) => task.WaitAsync(Limit);

    /// <summary>Comes back when the grain has had turns enough to see all that was sent to it before.</summary>
    internal static Task PassedBy(this IScriptGrain grain) => grain.RunInterleaved(static _ => Task.CompletedTask).Within();
}
