using System.Globalization;

namespace Monitoring.Models.Simulation;

/// <summary>Workdays, festivals and due days of a rural bank in China. Pure functions of the date.</summary>
internal static class BankCalendar
{
    private const int SpringFestivalDays = 7;
    private const int ShoppingDaysBeforeFestival = 14;
    private static readonly ChineseLunisolarCalendar Lunar = new();

    public static Today DayAt(int index, DateOnly first, long firstMs)
    {
        var date = first.AddDays(index);
        return new Today
        {
            Index = index,
            StartMs = firstMs + (index * Instants.DayMs),
            Date = date,
            IsWorkday = IsWorkday(date),
            IsFestival = IsFestival(date),
            SpendPermille = SpendPermille(date),
            DueMask = DueMask(date),
        };
    }

    public static bool IsWorkday(DateOnly date) => date.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday) && !IsFestival(date);

    private static bool IsFestival(DateOnly date)
    {
        if ((date.Month == 10 && date.Day <= 7) || (date.Month == 5 && date.Day <= 3) || (date.Month == 1 && date.Day == 1))
        {
            return true;
        }

        int sinceNewYear = date.DayNumber - SpringFestival(date.Year).DayNumber;
        return sinceNewYear is >= -1 and < SpringFestivalDays - 1;
    }

    private static int SpendPermille(DateOnly date)
    {
        int beforeNewYear = SpringFestival(date.Year).DayNumber - date.DayNumber;
        if (beforeNewYear is > 0 and <= ShoppingDaysBeforeFestival)
        {
            return 1600;
        }

        if (IsFestival(date))
        {
            return 1500;
        }

        return date.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday ? 1300 : 900;
    }

    /// <summary>A due day that is no workday is served on the last workday before it, be that in the month before.</summary>
    private static uint DueMask(DateOnly date)
    {
        if (!IsWorkday(date))
        {
            return 0;
        }

        uint mask = 1u << date.Day;
        for (var next = date.AddDays(1); !IsWorkday(next); next = next.AddDays(1))
        {
            mask |= 1u << next.Day;
        }

        return mask;
    }

    private static DateOnly SpringFestival(int year) => DateOnly.FromDateTime(Lunar.ToDateTime(year, 1, 1, 0, 0, 0, 0));
}
