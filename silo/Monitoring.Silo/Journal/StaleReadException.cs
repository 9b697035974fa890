namespace Monitoring.Silo.Journal;

/// <summary>The moment that a read sees is older than what was already told; it is read again from a new one.</summary>
internal sealed class StaleReadException : Exception;
