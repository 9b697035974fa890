using System.Text;

namespace Monitoring.Silo.Feed.Parsing;

/// <summary>
/// Remembers short ASCII texts that come again and again (branches, tellers), so that each is one string. Not thread-safe; a newer text
/// takes an older one's place.
/// </summary>
internal sealed class TextCache
{
    /// <summary>Places, a power of two: branches and tellers of a county are some hundreds.</summary>
    private const int Places = 512;

    private readonly string?[] _texts = new string?[Places];

    /// <summary>The text of these ASCII bytes.</summary>
    public string Get(ReadOnlySpan<byte> ascii)
    {
        var hash = 17u;
        foreach (var b in ascii) hash = unchecked((hash * 31) + b);
        ref var place = ref _texts[hash % Places];
        if (place is { } known && Ascii.Equals(ascii, known)) return known;
        return place = Encoding.ASCII.GetString(ascii);
    }
}
