namespace Monitoring.Models.Simulation;

/// <summary>When in a day people and machines book what: milliseconds after local midnight.</summary>
internal static class Hours
{
    private const long CounterOpensMs = (8 * Instants.HourMs) + (30 * Instants.MinuteMs);
    private const long CounterClosesMs = 17 * Instants.HourMs;

    /// <summary>Whoever comes later than this is told to come tomorrow.</summary>
    private const long CounterLastMs = CounterClosesMs - (2 * Instants.MinuteMs);

    public static long Counter(ref RandomStream random) => random.Between(CounterOpensMs, CounterClosesMs);

    public static long Shopping(ref RandomStream random)
    {
        // Two humps: towards noon and in the early evening.
        long a = random.Between(7 * Instants.HourMs, 22 * Instants.HourMs);
        long b = random.Permille(500) ? 12 * Instants.HourMs : 18 * Instants.HourMs;
        return (a + b) / 2;
    }

    public static long Online(ref RandomStream random) =>
        random.Permille(40) ? random.Between(0, 6 * Instants.HourMs) : random.Between(6 * Instants.HourMs, 24 * Instants.HourMs - 1);

    public static long Atm(ref RandomStream random) => random.Between(6 * Instants.HourMs, 23 * Instants.HourMs);

    public static long Office(ref RandomStream random) => random.Between(9 * Instants.HourMs, 18 * Instants.HourMs);

    public static long NightBatch(ref RandomStream random) => random.Between(1 * Instants.HourMs, 5 * Instants.HourMs);

    /// <summary>The instant itself when counters are open, else one on the next day they are.</summary>
    public static long AtCounter(long atMs, ref RandomStream random)
    {
        long ofDay = atMs % Instants.DayMs;
        var date = DateOnly.FromDayNumber((int)(atMs / Instants.DayMs));
        bool isOpen = ofDay >= CounterOpensMs && ofDay < CounterLastMs;
        if (isOpen && BankCalendar.IsWorkday(date))
        {
            return atMs;
        }

        date = ofDay >= CounterLastMs ? date.AddDays(1) : date;
        while (!BankCalendar.IsWorkday(date))
        {
            date = date.AddDays(1);
        }

        return Instants.Midnight(date) + random.Between(CounterOpensMs, CounterLastMs);
    }

    public static long Of(FeedChannel channel, ref RandomStream random) => channel switch
    {
        FeedChannel.Counter => Counter(ref random),
        FeedChannel.Atm => Atm(ref random),
        FeedChannel.Pos => Shopping(ref random),
        FeedChannel.Transfer => Office(ref random),
        FeedChannel.Online => Online(ref random),
        _ => NightBatch(ref random),
    };
}
