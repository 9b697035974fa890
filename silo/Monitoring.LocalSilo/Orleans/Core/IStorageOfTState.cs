namespace Orleans.Core;

/// <summary>A record of a known type.</summary>
public interface IStorage<TState> : IStorage
{
    /// <summary>The record in memory; a new one when storage has none.</summary>
    TState State { get; set; }
}
