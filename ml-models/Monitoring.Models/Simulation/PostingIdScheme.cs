namespace Monitoring.Models.Simulation;

/// <summary>What posting ids look like.</summary>
public enum PostingIdScheme
{
    /// <summary>P-000000000001 and so on, growing with time, as a core system's journal numbers do.</summary>
    Sequential,

    /// <summary>R- and 16 hexadecimal digits that look random: the hard case for an index.</summary>
    Random,
}
