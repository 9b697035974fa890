namespace Monitoring.Silo.Feed.Parsing;

/// <summary>One record as read: either taken or at fault.</summary>
/// <param name="Number">Physical line where it starts.</param>
/// <param name="Record">The record; <c>null</c> when it is at fault.</param>
/// <param name="Fault">What is wrong; <c>null</c> when nothing is.</param>
/// <param name="Raw">The bytes of a record at fault, fit to be sent again.</param>
/// <param name="Cost">Places it takes of what may be in flight: one for each 4 KiB begun.</param>
internal readonly record struct FeedLine<T>(long Number, T? Record, FeedFault? Fault, byte[]? Raw, int Cost)
    where T : class;
