namespace Monitoring.Domain.Model;

/// <summary>A model cannot be used: its files are damaged, or made for other features.</summary>
public sealed class ModelFormatException : Exception
{
    /// <summary>Says what is wrong and where.</summary>
    public ModelFormatException(string message)
        : base(message)
    {
    }

    /// <summary>Says what is wrong and where, and what it came from.</summary>
    public ModelFormatException(string message, Exception cause)
        : base(message, cause)
    {
    }
}
