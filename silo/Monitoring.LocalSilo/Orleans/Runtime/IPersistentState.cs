using Orleans.Core;

namespace Orleans.Runtime;

/// <summary>State of a grain in storage, given to its constructor and read before <c>OnActivateAsync</c>.</summary>
public interface IPersistentState<TState> : IStorage<TState>
{
}
