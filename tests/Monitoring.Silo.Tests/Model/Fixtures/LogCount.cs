using Microsoft.Extensions.Logging;

namespace Monitoring.Silo.Tests.Model.Fixtures;

/// <summary>Counts the lines of one level.</summary>
internal sealed class LogCount<T>(LogLevel level) : ILogger<T>
{
    public int Lines { get; private set; }

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        if (logLevel == level) Lines++;
    }
}
