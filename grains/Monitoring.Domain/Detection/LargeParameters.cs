using Monitoring.Contracts.Ledger;

namespace Monitoring.Domain.Detection;

/// <summary>When an amount is large: above a limit by account kind and currency, and far above what the account usually moves.</summary>
public sealed class LargeParameters
{
    private const string Name = "Large";

    /// <summary>Limit for personal accounts, minor units; default 50,000 yuan.</summary>
    public long Personal { get; init; } = 5_000_000;

    /// <summary>Limit for all other accounts, minor units; default 200,000 yuan.</summary>
    public long Corporate { get; init; } = 20_000_000;

    /// <summary>Limits for personal accounts in other currencies, minor units by ISO 4217 code.</summary>
    public Dictionary<string, long> PersonalByCurrency { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Limits for all other accounts in other currencies, minor units by ISO 4217 code.</summary>
    public Dictionary<string, long> CorporateByCurrency { get; init; } = new(StringComparer.Ordinal);

    /// <summary>How many times the 95th percentile of the account's own last 12 months it must reach.</summary>
    public int HabitFactor { get; init; } = 3;

    /// <summary>Postings in 12 months below which the habit is not looked at.</summary>
    public int HabitPostingsMin { get; init; } = 20;

    /// <summary>The absolute limit for an account, minor units.</summary>
    public long LimitOf(AccountKind kind, string currency) => kind == AccountKind.PersonalSavings
        ? PersonalByCurrency.GetValueOrDefault(currency, Personal)
        : CorporateByCurrency.GetValueOrDefault(currency, Corporate);

    internal void Validate(List<string> errors)
    {
        RuleParameters.Range(Personal, 1, long.MaxValue, Name, nameof(Personal), errors);
        RuleParameters.Range(Corporate, 1, long.MaxValue, Name, nameof(Corporate), errors);
        RuleParameters.Range(HabitFactor, 1, 1_000, Name, nameof(HabitFactor), errors);
        RuleParameters.Range(HabitPostingsMin, 1, 1_000_000, Name, nameof(HabitPostingsMin), errors);
        foreach (var (currency, limit) in PersonalByCurrency.Concat(CorporateByCurrency))
        {
            RuleParameters.Check(Currencies.Find(currency) is not null, Name, currency, "is not a currency of ISO 4217", errors);
            RuleParameters.Range(limit, 1, long.MaxValue, Name, currency, errors);
        }
    }
}
