using System.Text;
using Monitoring.Grains.Queries;
using Monitoring.GraphQL;

namespace Monitoring.Api.Schema.Nodes;

/// <summary>A rejected line.</summary>
[GraphQLName("QuarantinedLine")]
[GraphQLDescription("A line of the feed that was refused.")]
public sealed class QuarantinedLineNode(QuarantineEntry entry)
{
    private const int TextLengthMax = 4_096;

    /// <summary>Its number.</summary>
    [GraphQLId]
    public string Id => PageCursor.Of(entry.Id);

    /// <summary>When it came first.</summary>
    public DateTimeOffset ReceivedAt => entry.FirstSeenAt;

    /// <summary>Where it came from.</summary>
    [GraphQLDescription("The file, or `http`.")]
    public string Source => entry.Rejected.Source;

    /// <summary>Line number.</summary>
    [GraphQLDescription("Counted from 1 in its body or file.")]
    public long Line => entry.Rejected.Line;

    /// <summary>Posting id.</summary>
    [GraphQLDescription("Id of the posting or reference record, when it could be read.")]
    public string? PostingId => entry.Rejected.RecordId;

    /// <summary>Field at fault.</summary>
    public string? Field => entry.Rejected.Field;

    /// <summary>Why, as a code.</summary>
    public string Code => entry.Rejected.Code;

    /// <summary>Why.</summary>
    public string Message => entry.Rejected.Message;

    /// <summary>The line.</summary>
    [GraphQLDescription("The line as received, cut at 4,096 characters.")]
    public string Text
    {
        get
        {
            // A character has at most four bytes, so no more of them need be read.
            var bytes = entry.Rejected.Body.AsSpan(0, Math.Min(entry.Rejected.Body.Length, TextLengthMax * 4));
            var text = Encoding.UTF8.GetString(bytes);
            if (text.Length <= TextLengthMax) return text;
            return text[..(char.IsHighSurrogate(text[TextLengthMax - 1]) ? TextLengthMax - 1 : TextLengthMax)];
        }
    }

    /// <summary>Its number, as the key of pages.</summary>
    internal long Number => entry.Id;
}
