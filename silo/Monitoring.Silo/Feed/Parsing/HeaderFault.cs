namespace Monitoring.Silo.Feed.Parsing;

/// <summary>Why a row is no header.</summary>
/// <param name="Known">Columns it does name; a row that names more is more likely the one meant.</param>
/// <param name="Field">The field that is missing or repeated; <c>null</c> when the row can't be read.</param>
/// <param name="CodeOrProblem">The code for <paramref name="Field"/>, or what is wrong with the row.</param>
internal sealed record HeaderFault(int Known, string? Field, string CodeOrProblem);
