namespace Monitoring.Silo.Feed;

/// <summary>What became of one body.</summary>
public sealed record FeedResult
{
    /// <summary>How it ended.</summary>
    public required FeedStatus Status { get; init; }

    /// <summary>Why it ended so; <c>null</c> when it was read to its end.</summary>
    public string? Message { get; init; }

    /// <summary>Code for <see cref="Message"/> when it is about the body.</summary>
    public string? Code { get; init; }

    /// <summary>Records read, at fault or not.</summary>
    public required long Lines { get; init; }

    /// <summary>Bytes read, unpacked.</summary>
    public required long Bytes { get; init; }

    /// <summary>Records applied by this call, durable.</summary>
    public required long Accepted { get; init; }

    /// <summary>Records known already.</summary>
    public required long Duplicates { get; init; }

    /// <summary>Records not taken.</summary>
    public required long Rejected { get; init; }

    /// <summary>The first <see cref="RejectionsMax"/> of them, in order of lines.</summary>
    public required IReadOnlyList<FeedRejection> Rejections { get; init; }

    /// <summary>Accounts touched, by id, when asked for.</summary>
    public IReadOnlyList<AccountBalance>? Balances { get; init; }

    /// <summary>Latest business date of the postings read; <c>null</c> when there were none.</summary>
    public DateOnly? LastBusinessDate { get; init; }

    /// <summary>Rejections told to the sender at most; all of them are in quarantine.</summary>
    public const int RejectionsMax = 1_000;
}
