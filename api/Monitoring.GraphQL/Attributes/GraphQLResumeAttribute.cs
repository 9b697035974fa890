namespace Monitoring.GraphQL;

/// <summary>A subscription argument which the id of the last event a client has seen replaces, when the client hands one back after a gap.</summary>
[AttributeUsage(AttributeTargets.Parameter, Inherited = false)]
public sealed class GraphQLResumeAttribute : Attribute;
