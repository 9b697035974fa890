namespace Monitoring.LocalSilo;

/// <summary>How a call behaves towards others; from the attributes of the interface's method.</summary>
[Flags]
internal enum CallOptions : byte
{
    None = 0,
    AlwaysInterleave = 1,
    ReadOnly = 2,
    OneWay = 4,

    /// <summary>A timer's tick: belongs to this activation alone and is dropped with it.</summary>
    LocalOnly = 8,

    /// <summary>Does not count as use.</summary>
    KeepsNothingAlive = 16,
}
