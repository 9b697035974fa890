namespace Monitoring.LocalSilo;

/// <summary>A record as storage has it.</summary>
/// <param name="State">The state; meaningless without a version.</param>
/// <param name="Etag">The version; null when there is no record.</param>
public readonly record struct LocalGrainRecord<T>(T? State, string? Etag);
