using Monitoring.Contracts.Reference;
using Monitoring.Grains.Grain;
using Monitoring.LocalSilo;

namespace Monitoring.Silo.Hosting.Local;

/// <summary>Reference to a branch's grain.</summary>
internal sealed class BranchGrainReference(LocalSiloHost silo, string key) : LocalGrainReference<IBranchGrain>(silo, key), IBranchGrain
{
    public Task<ReferenceOutcome> DeclareAsync(BranchReference reference) =>
        Invoke(static (grain, reference) => grain.DeclareAsync(reference), reference);

    public Task<BranchReference?> GetReferenceAsync() => Invoke(static grain => grain.GetReferenceAsync());
}
