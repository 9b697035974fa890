using System.Globalization;
using Monitoring.Domain.Calendar;

namespace Monitoring.Api.Hosting;

/// <summary>Section <c>Bank</c>. Checked at start.</summary>
public sealed class BankOptions
{
    /// <summary>Name of the section.</summary>
    public const string Section = "Bank";

    /// <summary>IANA name of the bank's time zone.</summary>
    public string TimeZone { get; set; } = "Asia/Shanghai";

    /// <summary>Local time from which bookings count for the next business day.</summary>
    public string DayCutoff { get; set; } = "22:00";

    /// <summary>Days besides Saturdays and Sundays on which the bank does not work, as 2026-10-01.</summary>
    public List<string> Holidays { get; set; } = [];

    /// <summary>The calendar; what is wrong goes to <paramref name="problems"/>.</summary>
    internal BankCalendar? ToCalendar(List<string> problems)
    {
        var before = problems.Count;
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(TimeZone, out var zone))
        {
            problems.Add($"Bank:TimeZone: {TimeZone} is not a time zone this machine knows.");
        }
        if (!TimeOnly.TryParseExact(DayCutoff, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var cutoff))
        {
            problems.Add($"Bank:DayCutoff: {DayCutoff} is not a time as 22:00.");
        }

        var holidays = new List<DateOnly>();
        for (var i = 0; i < Holidays.Count; i++)
        {
            if (DateOnly.TryParseExact(Holidays[i], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            {
                holidays.Add(day);
            }
            else problems.Add($"Bank:Holidays:{i}: {Holidays[i]} is not a date as 2026-10-01.");
        }

        return problems.Count == before ? new BankCalendar(zone!, cutoff, holidays) : null;
    }
}
