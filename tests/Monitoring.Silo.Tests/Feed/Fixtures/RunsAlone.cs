namespace Monitoring.Silo.Tests.Feed.Fixtures;

/// <summary>Tests beside which no other runs.</summary>
[CollectionDefinition(nameof(RunsAlone), DisableParallelization = true)]
public sealed class RunsAlone;
