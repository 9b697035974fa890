using Monitoring.Domain.Model;

namespace Monitoring.Domain.Ledger;

/// <summary>
/// Where the shells find what is in force. A decision takes it once and keeps it to its end, so that a model put in force meanwhile counts from
/// the next decision on. Thread-safe.
/// </summary>
public sealed class RulesInForce(LedgerRules rules)
{
    private volatile LedgerRules _current = rules;

    /// <summary>What is in force now.</summary>
    public LedgerRules Current => _current;

    /// <summary>Puts a model in force, or none. Called by one thread at a time.</summary>
    public void Use(ModelInForce? model) => _current = _current with { Model = model };
}
