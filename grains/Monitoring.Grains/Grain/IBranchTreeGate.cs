namespace Monitoring.Grains.Grain;

/// <summary>Lets one branch at a time change its place in the tree, among all processes that share the books. Thread-safe.</summary>
public interface IBranchTreeGate
{
    /// <summary>Waits for its turn; dispose of the result to let the next one in.</summary>
    /// <exception cref="Journal.JournalUnavailableException">Whose turn it is cannot be found out now.</exception>
    ValueTask<IAsyncDisposable> EnterAsync();
}
