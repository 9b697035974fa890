namespace Monitoring.Benchmarks.Shared;

/// <summary>Loads of one bank that follow each other: numbers and instants go on.</summary>
internal sealed class EvenLoad(EvenBank bank, long first = 0, long taken = 0)
{
    private readonly long _first = first - taken;

    /// <summary>Postings taken so far, in all runs.</summary>
    public long Taken { get; private set; } = taken;

    /// <summary>Number of the next posting.</summary>
    public long Next => _first + Taken;

    /// <summary>The next postings as bodies.</summary>
    public Load Take(int count, int batch, int senders)
    {
        var postings = bank.Live(Next, count, EvenBank.Now + bank.At(Taken));
        Taken += count;
        return Load.Of([], postings.Select(posting => (Load.HashSender(posting.Account, senders), posting)), batch, senders);
    }
}
