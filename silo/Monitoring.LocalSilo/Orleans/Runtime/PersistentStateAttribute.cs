namespace Orleans.Runtime;

/// <summary>Names the state that a constructor parameter of type <see cref="IPersistentState{TState}"/> stands for.</summary>
[AttributeUsage(AttributeTargets.Parameter)]
public class PersistentStateAttribute : Attribute
{
    /// <summary>A state in a named storage, or in the default one.</summary>
    public PersistentStateAttribute(string stateName, string? storageName = null)
    {
        ArgumentNullException.ThrowIfNull(stateName);
        StateName = stateName;
        StorageName = storageName;
    }

    /// <summary>Name of the state.</summary>
    public string StateName { get; }

    /// <summary>Name of the storage; null for the default one.</summary>
    public string? StorageName { get; }
}
