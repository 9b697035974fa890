using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Orleans;

namespace Monitoring.Contracts.Alert;

/// <summary>
/// Id of an alert: a hash of account, rule and the posting that opened it, or of account, rule and business date for rules of the
/// calendar; never of a clock, a counter or a batch, so that a replay raises the same ids.
/// </summary>
/// <param name="Value">128 bits of a SHA-256.</param>
[GenerateSerializer, Alias("alert-id"), Immutable]
public readonly record struct AlertId([property: Id(0)] UInt128 Value)
{
    /// <summary>Bytes of the stored form.</summary>
    public const int Length = 16;

    /// <summary>The id of an alert opened by a posting.</summary>
    public static AlertId OfPosting(string account, AlertRule rule, string postingId) => Of(account, rule, 'P', postingId);

    /// <summary>The id of an alert of the calendar.</summary>
    public static AlertId OfDate(string account, AlertRule rule, DateOnly date) =>
        Of(account, rule, 'D', date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    /// <summary>Reads the text form.</summary>
    public static bool TryParse(string? text, out AlertId id)
    {
        var parsed = UInt128.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value) && text!.Length == 32;
        id = parsed ? new AlertId(value) : default;
        return parsed;
    }

    /// <summary>Writes the 16 bytes of the stored form.</summary>
    public void Write(Span<byte> destination) => BinaryPrimitives.WriteUInt128BigEndian(destination, Value);

    /// <summary>Reads what <see cref="Write"/> wrote.</summary>
    public static AlertId Read(ReadOnlySpan<byte> source) => new(BinaryPrimitives.ReadUInt128BigEndian(source));

    /// <summary>32 lower-case hexadecimal digits.</summary>
    public override string ToString() => Value.ToString("x32", CultureInfo.InvariantCulture);

    private static AlertId Of(string account, AlertRule rule, char source, string opener)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"{account.Length}:{account}|{(byte)rule}|{source}|{opener}");
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(text), hash);
        return Read(hash);
    }
}
