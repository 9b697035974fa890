namespace Monitoring.Models.Simulation;

/// <summary>What an account does in a planted case.</summary>
public enum CaseRole
{
    /// <summary>The account the case is about: it should be flagged.</summary>
    Main,

    /// <summary>Money of a ring goes through it.</summary>
    RingMember,

    /// <summary>Fed with cash, it pays the main account.</summary>
    Feeder,

    /// <summary>Paid by the main account, it draws cash.</summary>
    Drawer,
}
