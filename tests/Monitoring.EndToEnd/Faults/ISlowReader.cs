namespace Monitoring.EndToEnd.Faults;

/// <summary>A watcher of alerts who stops reading, and later reads on to the end.</summary>
internal interface ISlowReader : IAsyncDisposable
{
    /// <summary>Reads events until the server ended the subscription or dropped the connection.</summary>
    /// <returns>Cursors in the order in which they came, and how it ended; <c>null</c> when it was dropped without a word.</returns>
    Task<(List<string> Cursors, string? Ending)> ReadToEndAsync();
}
