using Monitoring.Contracts.Alert;
using Monitoring.Contracts.Feed;
using Monitoring.Contracts.Grain;
using Monitoring.Contracts.Reference;
using Monitoring.Grains.Grain;
using Monitoring.LocalSilo;

namespace Monitoring.Silo.Hosting.Local;

/// <summary>Reference to an account's grain.</summary>
internal sealed class AccountGrainReference(LocalSiloHost silo, string key) : LocalGrainReference<IAccountGrain>(silo, key), IAccountGrain
{
    public Task<PostingOutcome[]> PostAsync(Posting[] postings) => Invoke(static (grain, postings) => grain.PostAsync(postings), postings);

    public Task<LedgerFigures?> GetFiguresAsync() => Invoke(static grain => grain.GetFiguresAsync());

    public Task<AlertCommandOutcome> HandleAsync(AlertCommand command) => Invoke(static (grain, command) => grain.HandleAsync(command), command);

    public Task CloseDayAsync(DateOnly date) => Invoke(static (grain, date) => grain.CloseDayAsync(date), date);

    public Task<ReferenceOutcome> DeclareAsync(AccountReference reference) =>
        Invoke(static (grain, reference) => grain.DeclareAsync(reference), reference);
}
