using System.Globalization;
using System.Runtime.CompilerServices;

namespace Monitoring.Silo.Stores.Verify;

/// <summary>A finding's text, put together only when there is one: millions of checks find nothing.</summary>
[InterpolatedStringHandler]
internal ref struct FindingText
{
    private DefaultInterpolatedStringHandler _text;

    public FindingText(int literalLength, int formattedCount, bool holds, out bool wanted)
    {
        wanted = !holds;
        _text = wanted ? new DefaultInterpolatedStringHandler(literalLength, formattedCount, CultureInfo.InvariantCulture) : default;
    }

    public void AppendLiteral(string value) => _text.AppendLiteral(value);

    public void AppendFormatted<T>(T value) => _text.AppendFormatted(value);

    public override string ToString() => _text.ToStringAndClear();
}
