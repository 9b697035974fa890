namespace Monitoring.LocalSilo;

/// <summary>The result of a method that has none.</summary>
internal readonly struct Unit;
