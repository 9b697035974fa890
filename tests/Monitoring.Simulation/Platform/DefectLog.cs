using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Monitoring.Simulation.Platform;

/// <summary>Keeps what the platform logs when something happens that no fault of its surroundings explains.</summary>
internal sealed class DefectLog : ILoggerProvider, ILogger
{
    /// <summary>
    /// Events that only a defect causes: a body that failed unexpectedly, a decision that cannot be written, a listener, a turn, a disposal
    /// or a timer that failed.
    /// </summary>
    private static readonly int[] Defects = [1002, 2900, 2903, 2904, 4005, 4008];

    private readonly ConcurrentQueue<string> _found = new();

    /// <summary>What was found and not taken yet.</summary>
    public string? Take() => _found.TryDequeue(out var found) ? found : null;

    public ILogger CreateLogger(string categoryName) => this;

    public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public void Log<TState>(
        LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (Defects.Contains(eventId.Id)) _found.Enqueue($"{eventId.Id} {formatter(state, exception)} {exception}");
    }

    public void Dispose()
    {
    }
}
