namespace Monitoring.LocalSilo;

/// <summary>A state to be read before its grain is activated.</summary>
internal interface IStateReader
{
    Task ReadStateAsync(CancellationToken cancellationToken);
}
