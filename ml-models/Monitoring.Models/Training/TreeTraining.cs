namespace Monitoring.Models.Training;

/// <summary>How trees are grown. The defaults keep a score far below a microsecond.</summary>
public sealed record TreeTraining
{
    /// <summary>Most trees; early stopping takes fewer.</summary>
    public int TreesMax { get; init; } = 120;

    /// <summary>Most leaves of a tree.</summary>
    public int LeavesMax { get; init; } = 20;

    /// <summary>Fewest rows in a leaf.</summary>
    public int RowsPerLeafMin { get; init; } = 20;

    /// <summary>Step of each tree.</summary>
    public double LearningRate { get; init; } = 0.15;

    /// <summary>Part of the features that each tree looks at.</summary>
    public double FeatureFraction { get; init; } = 0.7;

    /// <summary>Trees without getting better on the checking rows after which growing stops.</summary>
    public int PatienceTrees { get; init; } = 15;

    /// <summary>Weight of the positives by that of the negatives after weighing; 1 makes both classes count the same.</summary>
    public double PositiveShare { get; init; } = 0.25;

    /// <summary>Same seed, same trees.</summary>
    public int Seed { get; init; } = 1;
}
