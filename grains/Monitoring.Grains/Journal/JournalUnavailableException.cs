using Orleans;

namespace Monitoring.Grains.Journal;

/// <summary>The journal cannot be written now; nothing of the call was applied. The sender tries again later.</summary>
[GenerateSerializer, Alias("journal-unavailable")]
public sealed class JournalUnavailableException : Exception
{
    /// <summary>Creates it with a message for the log.</summary>
    public JournalUnavailableException(string message)
        : base(message)
    {
    }

    /// <summary>Creates it with its cause.</summary>
    public JournalUnavailableException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
