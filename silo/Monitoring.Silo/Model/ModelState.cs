namespace Monitoring.Silo.Model;

/// <summary>How it stands with the model.</summary>
public enum ModelState
{
    /// <summary>There is none; the rules go on.</summary>
    None,

    /// <summary>One is in force.</summary>
    Loaded,

    /// <summary>One is in force, but the bank has drifted away from what it was trained on.</summary>
    Drifted,

    /// <summary>What lies in the folder cannot be used; what was in force before, if anything, stays.</summary>
    Refused,
}
