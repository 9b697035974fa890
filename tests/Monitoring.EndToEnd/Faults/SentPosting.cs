namespace Monitoring.EndToEnd.Faults;

/// <summary>A posting as its sender knows it.</summary>
internal readonly record struct SentPosting(string Id, string Account, long Signed);
