namespace Monitoring.Silo.Feed.Dispatch;

/// <summary>Why a body's taking was ended early.</summary>
internal sealed record FeedFailure(FeedStatus Status, string Message, Exception? Exception);
