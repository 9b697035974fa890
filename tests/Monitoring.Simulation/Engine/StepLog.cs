using System.Globalization;

namespace Monitoring.Simulation.Engine;

/// <summary>
/// What happened, step by step: the last lines, and a digest of all of them. Two runs of a seed that have the same digest did the same.
/// </summary>
internal sealed class StepLog(int kept, TextWriter? echo)
{
    private readonly Queue<string> _tail = new();
    private ulong _digest = 14_695_981_039_346_656_037;

    /// <summary>Number of lines so far.</summary>
    public long Lines { get; private set; }

    /// <summary>Digest of all lines (FNV-1a).</summary>
    public string Digest => _digest.ToString("x16", CultureInfo.InvariantCulture);

    /// <summary>The last lines.</summary>
    public IEnumerable<string> Tail => _tail;

    /// <summary>Adds a line.</summary>
    public void Add(string line)
    {
        Lines++;
        unchecked
        {
            foreach (var character in line) _digest = (_digest ^ character) * 1_099_511_628_211;
            _digest = (_digest ^ '\n') * 1_099_511_628_211;
        }

        var numbered = string.Create(CultureInfo.InvariantCulture, $"{Lines,6}  {line}");
        echo?.WriteLine(numbered);
        _tail.Enqueue(numbered);
        if (_tail.Count > kept) _tail.Dequeue();
    }
}
