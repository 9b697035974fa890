namespace Monitoring.Silo.Journal;

/// <summary>A snapshot as stored.</summary>
/// <param name="Etag">Its version.</param>
/// <param name="Data">Its bytes.</param>
internal sealed record SnapshotRow(long Etag, byte[] Data);
