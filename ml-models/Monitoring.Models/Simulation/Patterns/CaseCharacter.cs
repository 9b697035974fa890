namespace Monitoring.Models.Simulation;

/// <summary>How strong a case is and how it hides.</summary>
/// <param name="Strength">1 to 100, all dimensions in one figure.</param>
/// <param name="Disguise">How it hides.</param>
/// <param name="Shape">Strength by dimension; null: it follows from <paramref name="Strength"/> alone.</param>
internal readonly record struct CaseCharacter(int Strength, Disguise Disguise, PatternShape? Shape);
