using System.ComponentModel.DataAnnotations;

namespace Monitoring.Silo.Feed;

/// <summary>Options of the feed: section <c>Feed</c>. Checked at start.</summary>
public sealed class FeedOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Feed";

    /// <summary>
    /// Bytes of one line or object at most; a longer one is rejected. A posting with all its texts at their longest has about 10 KiB, an
    /// account with all its declared parties about 200 KiB when each is of full length.
    /// </summary>
    [Range(1_024, 16 * 1_024 * 1_024)]
    public int MaxLineBytes { get; set; } = 64 * 1024;

    /// <summary>What becomes of a posting to an account that nobody declared.</summary>
    [EnumDataType(typeof(UnknownAccounts))]
    public UnknownAccounts UnknownAccounts { get; set; } = UnknownAccounts.Open;

    /// <summary>
    /// Records waiting for their grain or its answer at most, of all senders together; one of more than 4 KiB counts as several. Most are
    /// about 1 KiB in memory: 32,768 hold some 32 MiB, and keep a journal that commits every few milliseconds busy.
    /// </summary>
    [Range(FeedBatchMin, 1_048_576)]
    public int MaxInFlight { get; set; } = 32_768;

    /// <summary>The same for one sender, so that a big one leaves room for small ones.</summary>
    [Range(FeedBatchMin, 1_048_576)]
    public int MaxInFlightPerSender { get; set; } = 8_192;

    /// <summary>Postings in one call to a grain at most: what one commit takes of one hot account.</summary>
    [Range(1, 65_536)]
    public int MaxPerCall { get; set; } = 1_024;

    /// <summary>Bodies being taken at a time at most; each holds a buffer of a line and 64 KiB.</summary>
    [Range(1, 10_000)]
    public int MaxSenders { get; set; } = 64;

    /// <summary>Seconds a sender is made to wait for room before it is told to come again later.</summary>
    [Range(0, 3_600)]
    public double BusyWaitSeconds { get; set; } = 20;

    /// <summary>
    /// Bodies that wait for their turn at most; each holds what the web server reads of it ahead. More are told at once to come again.
    /// </summary>
    [Range(0, 100_000)]
    public int MaxWaitingSenders { get; set; } = 256;

    /// <summary>
    /// Seconds without any answer of the books after which a sender that waits for the last of its records is told to come again later.
    /// Above <see cref="BusyWaitSeconds"/> and the time a database may take to restart.
    /// </summary>
    [Range(1, 3_600)]
    public double AnswerWaitSeconds { get; set; } = 30;

    /// <summary>Seconds after which a sender that was sent away may come again (<c>Retry-After</c>).</summary>
    [Range(1, 3_600)]
    public int RetryAfterSeconds { get; set; } = 5;

    /// <summary>
    /// Times a grain's call is made again after it failed for a reason that passes, as a journal that cannot be written just now.
    /// </summary>
    [Range(0, 100)]
    public int Retries { get; set; } = 4;

    /// <summary>Milliseconds before the first of them; doubled each time, so that four wait three seconds in all.</summary>
    [Range(1, 60_000)]
    public double RetryDelayMilliseconds { get; set; } = 200;

    /// <summary>
    /// Rejected lines of one body that are kept in quarantine; more are counted and answered, so that garbage cannot fill the disk.
    /// </summary>
    [Range(0, 100_000_000)]
    public int MaxQuarantinedPerBody { get; set; } = 100_000;

    /// <summary>How many times its size gzip may unpack to: text packs up to some 50 times, a bomb a thousand times.</summary>
    [Range(2, 1_100)]
    public int MaxGzipRatio { get; set; } = 250;

    /// <summary>Folder in which dropped files are taken; none when empty.</summary>
    public string WatchFolder { get; set; } = "";

    /// <summary>
    /// Seconds between two looks into <see cref="WatchFolder"/>; a file is taken when its size and time stood still between two.
    /// </summary>
    [Range(0.1, 3_600)]
    public double WatchSeconds { get; set; } = 2;

    /// <summary>Two batches of the reader: one being sent, one coming.</summary>
    private const int FeedBatchMin = 2_048;

    /// <summary>What does not fit together; empty when all does.</summary>
    public IEnumerable<string> Problems()
    {
        if (MaxInFlightPerSender > MaxInFlight)
        {
            yield return $"Feed:MaxInFlightPerSender ({MaxInFlightPerSender}) must not be above Feed:MaxInFlight ({MaxInFlight}).";
        }
    }
}
