using System.Runtime.CompilerServices;
using System.Text.Json;
using Monitoring.Contracts.Feed;
using Monitoring.Contracts.Grain;
using Monitoring.Domain.Codec;
using Monitoring.Grains.Journal;

namespace Monitoring.Grains.Tests.Journal;

/// <summary>
/// The journal is read for ever. Every golden file, of whatever format, must give its event; the newest format of each must be what is
/// written today. A new format adds files (<c>name.2.hex</c>), it never changes one.
/// </summary>
public sealed class JournalCodecTests
{
    private const string Update = "MONITORING_UPDATE_GOLDEN";
    private const int FormatNow = 1;

    public static TheoryData<string> Names => [.. GoldenEvents.All.Keys];

    public static TheoryData<string> Files => [.. Directory.EnumerateFiles(Folder(), "*.hex").Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_written_today_is_what_the_golden_file_holds(string name)
    {
        var hex = Convert.ToHexStringLower(Encoded(GoldenEvents.All[name]).Data.Span);
        var path = Path.Combine(Folder(), $"{name}.{FormatNow}.hex");
        if (Environment.GetEnvironmentVariable(Update) == "1" && !File.Exists(path)) File.WriteAllText(path, hex + "\n");

        Assert.True(File.Exists(path), $"{name} has no golden file; set {Update}=1 and run again to write it.");
        Assert.True(
            File.ReadAllText(path).Trim() == hex,
            $"{name} is stored otherwise than in format {FormatNow}. Journals of that format exist: give the new form a new format number and a new file.\n{hex}");
    }

    [Theory]
    [MemberData(nameof(Files))]
    public void Every_golden_file_still_gives_its_event(string file)
    {
        var happened = GoldenEvents.All[file[..file.IndexOf('.', StringComparison.Ordinal)]];
        var entry = Encoded(happened) with { Data = Convert.FromHexString(File.ReadAllText(Path.Combine(Folder(), file)).Trim()) };

        Assert.Equal(Json(happened), Json(JournalCodec.Decode(GoldenEvents.Stored(entry), AccountOf(happened))));
    }

    [Fact]
    public void Every_kind_of_entry_has_a_golden_event() =>
        Assert.Equal(Enum.GetValues<EntryKind>(), GoldenEvents.All.Values.Select(happened => Encoded(happened).Kind).Distinct().Order());

    [Fact]
    public void Key_and_hash_of_a_posting_and_of_its_target_go_into_columns()
    {
        var posted = (Posted)GoldenEvents.All["posted-full"];
        var entry = Encoded(posted);

        Assert.Equal((posted.Posting.Key, posted.Posting.ContentHash), (entry.PostingKey, entry.ContentHash));
        Assert.Equal(PostingKey.Of("P-000000"), entry.Reverses);
        Assert.Equal((1_250_000, TimeSpan.TicksPerHour), (entry.Amount, entry.Behind));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_truncated_entry_is_refused(string name)
    {
        var entry = Encoded(GoldenEvents.All[name]);
        for (var length = 0; length < entry.Data.Length; length++)
        {
            Assert.Throws<FormatException>(() => JournalCodec.Decode(GoldenEvents.Stored(entry with { Data = entry.Data[..length] }), "A"));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void An_entry_that_goes_on_after_its_event_is_refused(string name)
    {
        var entry = Encoded(GoldenEvents.All[name]);

        Assert.Throws<FormatException>(() => JournalCodec.Decode(GoldenEvents.Stored(entry with { Data = (byte[])[.. entry.Data.Span, 0] }), "A"));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_damaged_entry_gives_an_event_or_a_format_error(string name)
    {
        var entry = Encoded(GoldenEvents.All[name]);
        for (var at = 0; at < entry.Data.Length; at++)
        {
            for (var value = 0; value < 256; value += 5)
            {
                var damaged = entry.Data.ToArray();
                damaged[at] = (byte)value;
                DecodesOrIsRefused(entry with { Data = damaged });
            }
        }
    }

    [Theory]
    [InlineData(long.MinValue, 0)]
    [InlineData(-1, 0)]
    [InlineData(long.MaxValue, 0)]
    [InlineData(0, 1)]
    [InlineData(5, long.MinValue)]
    public void Damaged_columns_are_refused(long highWater, long behind) =>
        Assert.Throws<FormatException>(() => JournalCodec.Decode(
            GoldenEvents.Stored(Encoded(GoldenEvents.All["posted-least"]) with { HighWater = highWater, Behind = behind }), "A"));

    [Theory]
    [InlineData(0)]
    [InlineData(long.MinValue)]
    public void An_amount_that_no_posting_has_is_refused(long amount) =>
        Assert.Throws<FormatException>(() => JournalCodec.Decode(
            GoldenEvents.Stored(Encoded(GoldenEvents.All["posted-least"]) with { Amount = amount }), "A"));

    [Fact]
    public void A_later_format_and_a_later_kind_are_refused_by_name()
    {
        var entry = Encoded(GoldenEvents.All["day-closed"]);
        var data = entry.Data.ToArray();
        data[0] = FormatNow + 1;

        Assert.Contains("format 2", Assert.Throws<FormatException>(() => JournalCodec.Decode(GoldenEvents.Stored(entry with { Data = data }), "A")).Message, StringComparison.Ordinal);
        Assert.Contains("kind 99", Assert.Throws<FormatException>(() => JournalCodec.Decode(GoldenEvents.Stored(entry with { Kind = (EntryKind)99 }), "A")).Message, StringComparison.Ordinal);
    }

    private static void DecodesOrIsRefused(JournalEntry entry)
    {
        try
        {
            Assert.NotNull(JournalCodec.Decode(GoldenEvents.Stored(entry), "A"));
        }
        catch (FormatException refused)
        {
            Assert.NotEmpty(refused.Message);
        }
    }

    private static JournalEntry Encoded(LedgerEvent happened)
    {
        var (highWater, balance) = GoldenEvents.ColumnsOf(happened);
        return JournalCodec.Encode(happened, highWater, balance, new ByteWriter());
    }

    private static string AccountOf(LedgerEvent happened) => happened is Posted posted ? posted.Posting.Account : "A";

    private static string Json(LedgerEvent happened) => JsonSerializer.Serialize(happened, happened.GetType(), JsonOptions);

    private static readonly JsonSerializerOptions JsonOptions = new() { IncludeFields = true, Converters = { new UInt128Text() } };

    private static string Folder([CallerFilePath] string here = "") => Path.Combine(Path.GetDirectoryName(here)!, "golden");
}
