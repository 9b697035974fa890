namespace Monitoring.LocalSilo.Tests;

/// <summary>Something that has happened or not yet; awaited with a generous limit, so that a defect fails rather than hangs.</summary>
internal sealed class Gate
{
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    internal Task Opened => _opened.Task.Within();

    internal bool IsOpen => _opened.Task.IsCompleted;

    internal void Open() => _opened.TrySetResult();
}
