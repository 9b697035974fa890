namespace Monitoring.Domain.Ledger;

/// <summary>What is known of a posting's id.</summary>
public enum PostingKnowledge : byte
{
    /// <summary>Nothing.</summary>
    New,

    /// <summary>Applied already, with the same content.</summary>
    Same,

    /// <summary>Applied already, with other content.</summary>
    Different,
}
