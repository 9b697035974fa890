namespace Monitoring.LocalSilo;

/// <summary>What the silo knows of every reference.</summary>
internal interface ILocalGrainReference
{
    string Key { get; }

    LocalSiloHost Host { get; }
}
