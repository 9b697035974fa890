using Monitoring.Contracts.Alert;
using Monitoring.Domain.Detection;
using Monitoring.GraphQL;

namespace Monitoring.Api.Schema.Nodes;

/// <summary>Why an alert stands.</summary>
[GraphQLName("AlertReason")]
public sealed class AlertReasonNode(AlertReason reason)
{
    /// <summary>Its code.</summary>
    public string Code => reason.Code;

    /// <summary>Its sentence.</summary>
    [GraphQLDescription("In `en` or `zh-CN`; any other locale is answered in English.")]
    public string Text(string? locale = ReasonTexts.English) => ReasonTexts.Render(reason, locale ?? ReasonTexts.English);
}
