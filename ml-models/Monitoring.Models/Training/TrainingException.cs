namespace Monitoring.Models.Training;

/// <summary>Training cannot be done; the message says what is missing.</summary>
public sealed class TrainingException(string message) : Exception(message);
