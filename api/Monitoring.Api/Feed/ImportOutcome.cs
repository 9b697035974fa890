using Monitoring.Silo.Feed;

namespace Monitoring.Api.Feed;

/// <summary>What became of one file.</summary>
/// <param name="Status">How its taking ended.</param>
/// <param name="Message">Why it did not end well; <c>null</c> when it did.</param>
/// <param name="Accepted">Records applied.</param>
/// <param name="Duplicates">Records known already.</param>
/// <param name="Rejected">Records not taken.</param>
/// <param name="Rejections">The first of them.</param>
/// <param name="LastBusinessDate">Latest business date of the postings read.</param>
internal sealed record ImportOutcome(
    FeedStatus Status,
    string? Message,
    long Accepted,
    long Duplicates,
    long Rejected,
    IReadOnlyList<FeedRejection> Rejections,
    DateOnly? LastBusinessDate)
{
    /// <summary>Whether the file was read to its end.</summary>
    public bool IsComplete => Status is FeedStatus.Completed or FeedStatus.LineTooLong;

    public static ImportOutcome Of(FeedResult result) => new(
        result.Status, result.Message, result.Accepted, result.Duplicates, result.Rejected, result.Rejections, result.LastBusinessDate);
}
