namespace Monitoring.Silo.Feed;

/// <summary>How far the taking of a body is.</summary>
/// <param name="Lines">Records read.</param>
/// <param name="Bytes">Bytes read, as they came: packed when the body is packed.</param>
public readonly record struct FeedProgress(long Lines, long Bytes);
