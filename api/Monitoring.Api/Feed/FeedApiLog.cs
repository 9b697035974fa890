namespace Monitoring.Api.Feed;

/// <summary>What the feed's edges log: events 1050 to 1099. Names of files and counts, never a record's content.</summary>
internal static partial class FeedApiLog
{
    [LoggerMessage(1050, LogLevel.Warning, "The server's address could not be left in the data directory; an import must be told it.")]
    public static partial void AddressNotKept(this ILogger logger, Exception exception);

    [LoggerMessage(1060, LogLevel.Information, "Watching the folder {Folder} for files of the feed.")]
    public static partial void Watching(this ILogger logger, string folder);

    [LoggerMessage(1061, LogLevel.Information, "Took the file {File}: {Accepted} accepted, {Duplicates} known, {Rejected} rejected.")]
    public static partial void FileTaken(this ILogger logger, string file, long accepted, long duplicates, long rejected);

    [LoggerMessage(1062, LogLevel.Warning, "The file {File} can't be read as feed: {Reason}")]
    public static partial void FileUnreadable(this ILogger logger, string file, string reason);

    [LoggerMessage(1063, LogLevel.Warning, "The file {File} could not be taken now and is tried again: {Reason}")]
    public static partial void FilePutOff(this ILogger logger, string file, string reason);

    [LoggerMessage(1064, LogLevel.Warning, "The watched folder {Folder} can't be looked at.")]
    public static partial void FolderUnreadable(this ILogger logger, Exception exception, string folder);

    [LoggerMessage(1065, LogLevel.Warning, "The file {File} was taken but can't be renamed; it is left alone until it changes.")]
    public static partial void FileNotRenamed(this ILogger logger, Exception exception, string file);
}
