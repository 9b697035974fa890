using System.Globalization;
using Monitoring.Contracts.Alert;
using Monitoring.Domain.Ledger;

namespace Monitoring.Domain.Detection;

/// <summary>Builds an alert's reason: a code, and values in invariant form by name.</summary>
internal sealed class Reason
{
    private readonly string _code;
    private readonly string _currency;
    private readonly OrderedDictionary<string, string> _arguments = new(StringComparer.Ordinal);

    private Reason(string code, string currency) => (_code, _currency) = (code, currency);

    public static Reason Of(Decision decision, string code) => new(code, decision.State.Currency);

    /// <summary>An amount: minor units and currency, as <c>1250000 CNY</c>.</summary>
    public Reason Money(string name, long minorUnits) => Text(name, string.Create(CultureInfo.InvariantCulture, $"{minorUnits} {_currency}"));

    public Reason Number(string name, long value) => Text(name, value.ToString(CultureInfo.InvariantCulture));

    public Reason Text(string name, string value)
    {
        _arguments.Add(name, value);
        return this;
    }

    public AlertReason Build() => new(_code, _arguments);
}
