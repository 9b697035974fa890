namespace Monitoring.Models.Simulation;

/// <summary>A case that is settled but has not begun.</summary>
internal sealed record CaseDraft(Pattern Pattern, long StartMs, int Main, CaseCharacter Character);
