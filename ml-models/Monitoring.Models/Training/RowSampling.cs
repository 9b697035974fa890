namespace Monitoring.Models.Training;

/// <summary>Which ordinary postings become rows.</summary>
/// <param name="Every">One in so many of those that the model looks at; it then stands for all of them.</param>
/// <param name="Suspicious">Score of an earlier model from which all are taken.</param>
public sealed record RowSampling(int Every = 15, double Suspicious = 0.0003);
