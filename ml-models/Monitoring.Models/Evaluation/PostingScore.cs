namespace Monitoring.Models.Evaluation;

/// <summary>A scored posting.</summary>
/// <param name="Account">Its account.</param>
/// <param name="At">Event time, UTC ticks.</param>
/// <param name="Score">Probability.</param>
/// <param name="CaseId">The planted case it belongs to; <c>null</c> for ordinary life.</param>
public readonly record struct PostingScore(string Account, long At, float Score, string? CaseId);
