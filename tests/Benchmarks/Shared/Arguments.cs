using System.Globalization;

namespace Monitoring.Benchmarks.Shared;

/// <summary>A benchmark's arguments: numbers in order, and options with a value, as <c>--store postgres</c>.</summary>
internal sealed class Arguments
{
    private readonly List<string> _positional = [];
    private readonly Dictionary<string, string> _options = [];

    /// <exception cref="ArgumentException">An option is not known, or has no value.</exception>
    public Arguments(string[] args, params string[] options)
    {
        for (var i = 0; i < args.Length; i++)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal))
            {
                _positional.Add(args[i]);
                continue;
            }

            if (!options.Contains(args[i][2..])) throw new ArgumentException($"There is no option {args[i]} here; see tests/Benchmarks/README.md.");
            if (i + 1 == args.Length) throw new ArgumentException($"{args[i]} needs a value.");
            _options[args[i][2..]] = args[++i];
        }
    }

    /// <summary>A number by its place.</summary>
    public int Number(int place, int otherwise) => place < _positional.Count ? Parse(_positional[place]) : otherwise;

    /// <summary>All numbers from a place on.</summary>
    public int[] Numbers(int place, params int[] otherwise) =>
        place < _positional.Count ? [.. _positional.Skip(place).Select(Parse)] : otherwise;

    /// <summary>An option that is a number.</summary>
    public int Number(string name, int otherwise) => _options.TryGetValue(name, out var value) ? Parse(value) : otherwise;

    /// <summary>An option's value.</summary>
    public string? Option(string name) => _options.GetValueOrDefault(name);

    /// <summary>An option's value, one of several.</summary>
    public string Option(string name, params string[] choices)
    {
        var value = _options.GetValueOrDefault(name, choices[0]);
        return choices.Contains(value) ? value : throw new ArgumentException($"--{name} is one of {string.Join(", ", choices)}, not {value}.");
    }

    private static int Parse(string text) => int.Parse(text, NumberStyles.AllowThousands, CultureInfo.InvariantCulture);
}
