namespace Monitoring.Grains.Queries;

/// <summary>Order of a list of alerts; where it leaves two equal, that of their raising decides.</summary>
public enum AlertOrder
{
    /// <summary>Newest first.</summary>
    RaisedAtDescending,

    /// <summary>Oldest first.</summary>
    RaisedAtAscending,

    /// <summary>Most severe first, then newest first.</summary>
    SeverityDescending,

    /// <summary>Those whose time limit ends first.</summary>
    DueAtAscending,
}
