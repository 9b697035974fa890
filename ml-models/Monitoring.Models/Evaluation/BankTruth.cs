using Monitoring.Models.Simulation;

namespace Monitoring.Models.Evaluation;

/// <summary>What is true of a simulated bank: who takes part in what, and when.</summary>
public sealed class BankTruth
{
    /// <summary>
    /// After a case its postings stay in the longest window of the features: what is seen then is still the case, and no fault.
    /// </summary>
    public static readonly TimeSpan Aftermath = TimeSpan.FromDays(30);

    private readonly Dictionary<string, List<SimulatedCase>> _byAccount = new(StringComparer.Ordinal);
    private readonly Dictionary<string, SimulatedCase> _byId = new(StringComparer.Ordinal);

    /// <summary>Gathers the truth of a bank from its cases.</summary>
    public BankTruth(IEnumerable<SimulatedCase> cases)
    {
        foreach (var planted in cases)
        {
            _byId.Add(planted.CaseId, planted);
            foreach (var account in planted.Accounts)
            {
                if (!_byAccount.TryGetValue(account, out var list)) _byAccount.Add(account, list = []);
                list.Add(planted);
            }
        }
    }

    /// <summary>Whether the account takes part in any case.</summary>
    public bool IsInvolved(string account) => _byAccount.ContainsKey(account);

    /// <summary>
    /// Whether the account is one that should be flagged in a case: the main one, or one that money of a ring goes through. Those who feed
    /// or draw for another see little of it themselves.
    /// </summary>
    public bool IsCentral(string caseId, string account) => _byId.TryGetValue(caseId, out var planted) && IsCentral(planted, account);

    /// <summary>Whether an instant of an account lies in a case of its or shortly after it.</summary>
    public bool IsTouched(string account, long at) =>
        _byAccount.TryGetValue(account, out var cases)
        && cases.Exists(planted => at >= planted.From.UtcTicks && at <= (planted.To + Aftermath).UtcTicks);

    /// <summary>
    /// The truth of a posting: <c>true</c> for one planted on a central account, <c>false</c> for ordinary life, <c>null</c> for what is
    /// neither: helpers' postings, and ordinary ones in the shadow of a case.
    /// </summary>
    public bool? Of(string account, long at, string? caseId)
    {
        if (caseId is not null) return IsCentral(caseId, account) ? true : null;
        return IsTouched(account, at) ? null : false;
    }

    private static bool IsCentral(SimulatedCase planted, string account)
    {
        for (var i = 0; i < planted.Accounts.Count; i++)
        {
            if (planted.Accounts[i] == account) return planted.Roles[i] is CaseRole.Main or CaseRole.RingMember;
        }

        return false;
    }
}
