namespace Monitoring.Domain.Alert;

/// <summary>How closely an account is reconciled.</summary>
public enum ReconciliationClass
{
    /// <summary>正常类.</summary>
    Normal,

    /// <summary>关注类: a receipt late in the last six cycles, or no visit in twelve months.</summary>
    Watch,

    /// <summary>监控类: an alert of a movement or suspicion rule is open.</summary>
    Monitored,
}
