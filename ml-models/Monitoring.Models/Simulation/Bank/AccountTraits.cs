namespace Monitoring.Models.Simulation;

/// <summary>Yes-or-no properties of an account.</summary>
[Flags]
internal enum AccountTraits : ushort
{
    None = 0,
    WalkIn = 1,

    /// <summary>Lives no ordinary life: what is planted is all there is.</summary>
    Silent = 2,

    /// <summary>Main account of a planted case, or set aside for one.</summary>
    Taken = 4,
    IsSettlement = 8,

    /// <summary>The staff number is the owner's own; otherwise a relative's.</summary>
    OwnedByStaff = 16,

    /// <summary>Opened while an endless run lives and not yet announced.</summary>
    Unannounced = 32,

    /// <summary>Took part in a case in any role.</summary>
    Involved = 64,

    /// <summary>Nobody told the bank of the tie to its staff.</summary>
    Undeclared = 128,
}
