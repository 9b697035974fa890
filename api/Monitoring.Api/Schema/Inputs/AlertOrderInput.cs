using Monitoring.Grains.Queries;
using Monitoring.GraphQL;

namespace Monitoring.Api.Schema.Inputs;

/// <summary>Order of a list of alerts.</summary>
[GraphQLName("AlertOrder")]
public enum AlertOrderInput
{
    /// <summary>Newest first.</summary>
    RaisedAtDesc,

    /// <summary>Oldest first.</summary>
    RaisedAtAsc,

    /// <summary>Most severe first.</summary>
    [GraphQLDescription("Most severe first, then newest first.")]
    SeverityDesc,
}

/// <summary>What an order means to the store.</summary>
internal static class AlertOrders
{
    public static AlertOrder ToPort(this AlertOrderInput order) => order switch
    {
        AlertOrderInput.RaisedAtDesc => AlertOrder.RaisedAtDescending,
        AlertOrderInput.RaisedAtAsc => AlertOrder.RaisedAtAscending,
        _ => AlertOrder.SeverityDescending,
    };
}
