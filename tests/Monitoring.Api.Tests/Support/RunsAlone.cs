namespace Monitoring.Api.Tests.Support;

/// <summary>Tests that read a server's metrics: those of another server in the same process would be counted with them.</summary>
[CollectionDefinition(nameof(RunsAlone), DisableParallelization = true)]
public sealed class RunsAlone;
