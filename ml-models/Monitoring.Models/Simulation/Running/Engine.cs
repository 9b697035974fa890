namespace Monitoring.Models.Simulation;

/// <summary>
/// Runs a town day by day: the lives of a day are asked for their intents, sorted, merged with what lies ahead in the heap and
/// booked. Holds one day at a time. Not thread-safe; one engine is one run.
/// </summary>
internal sealed class Engine
{
    private readonly Town _town;
    private readonly StepHeap _heap = new();
    private readonly DayBuffer _day = new();
    private readonly LifeBook _lives;
    private readonly PatternPlanner _planner;
    private readonly LifeEventPlanner _events;
    private readonly Books _books;
    private readonly long _firstMs;
    private readonly long _lastMs;
    private int _nextDay;
    private long _dayEndMs;
    private long _delivered;

    public Engine(Town town)
    {
        _town = town;
        Cases = new CaseLog(town);
        _books = new Books(town, _heap, Cases);
        _lives = new LifeBook(town);
        _planner = new PatternPlanner(town, _heap, Cases);
        _events = new LifeEventPlanner(town, _heap);
        _firstMs = Instants.Midnight(town.FirstDate);
        _dayEndMs = _firstMs;
        _lastMs = town.Options.Days is { } days ? town.StartMs + (days * Instants.DayMs) : long.MaxValue;
        new BroughtForward(town, _heap).Write();
        new DormantPast(town, _heap).Write();
    }

    public CaseLog Cases { get; }

    public LifeEventLog LifeEvents => _books.LifeEvents;

    /// <summary>The next posting meant for an instant before <paramref name="beforeMs"/>; null when there is none.</summary>
    public SimulatedPosting? Next(long beforeMs)
    {
        if (_delivered >= (_town.Options.MaxPostings ?? long.MaxValue))
        {
            return null;
        }

        long untilMs = Math.Min(beforeMs, _lastMs);
        while (_books.Out.Count == 0)
        {
            long heapMs = _heap.HasNext ? _heap.NextMs : long.MaxValue;
            long dayMs = _day.HasNext ? _day.NextMs : long.MaxValue;
            long nextMs = Math.Min(heapMs, dayMs);
            if (nextMs >= _dayEndMs && !_day.HasNext)
            {
                if (_dayEndMs >= untilMs)
                {
                    return null;
                }

                OpenDay();
                continue;
            }

            if (nextMs >= untilMs)
            {
                return null;
            }

            if (heapMs <= dayMs)
            {
                _books.Book(_heap.Take());
            }
            else
            {
                _books.Book(_day.Take());
            }
        }

        _delivered++;
        return _books.Out.Dequeue();
    }

    private void OpenDay()
    {
        var today = BankCalendar.DayAt(_nextDay++, _town.FirstDate, _firstMs);
        _dayEndMs = today.StartMs + Instants.DayMs;
        _planner.OpenDay(_dayEndMs);
        _events.OpenDay(today);
        _day.Open(today.StartMs);
        _lives.Live(today, _day);
        _day.Seal();
    }
}
