using System.Runtime.InteropServices;
using Monitoring.Contracts.Grain;
using Monitoring.Domain.Codec;

namespace Monitoring.Domain.Ledger;

/// <summary>
/// An account's days: the flows of its open day and month, and the sums of end-of-business-day balances from which month averages are
/// made. Everything is updated in O(1) per posting. A day without postings ends with the balance of the day before. Part of one account's
/// state, changed in place: a copy is not another book.
/// </summary>
[StructLayout(LayoutKind.Auto)]
public struct DayBook
{
    private Int128 _monthSum;
    private Int128 _previousSum;
    private FlowTotals _dayFlows;
    private FlowTotals _monthFlows;
    private DateOnly _day;
    private DateOnly _accruedThrough;
    private DateOnly _firstDay;
    private int _previousDays;
    private bool _started;
    private bool _dayClosed;

    /// <summary>Business day of the latest posting by business date; <c>null</c> before the first.</summary>
    public readonly DateOnly? Day => _started ? _day : null;

    /// <summary>Whether <see cref="Day"/> was closed.</summary>
    public readonly bool DayClosed => _dayClosed;

    /// <summary>The day that waits to be closed; <c>null</c> when none does.</summary>
    public readonly DateOnly? OpenDay => _started && !_dayClosed ? _day : null;

    /// <summary>Flows of <see cref="Day"/>.</summary>
    public readonly FlowTotals DayFlows => _dayFlows;

    /// <summary>Flows of the month of <see cref="Day"/>.</summary>
    public readonly FlowTotals MonthFlows => _monthFlows;

    /// <summary>First day of the month of <paramref name="date"/>.</summary>
    public static DateOnly MonthOf(DateOnly date) => new(date.Year, date.Month, 1);

    /// <summary>
    /// Takes a posting in.
    /// </summary>
    /// <param name="date">Its business date.</param>
    /// <param name="amount">Signed amount, minor units.</param>
    /// <param name="balanceBefore">Balance before it, minor units.</param>
    /// <param name="opened">Day the account was opened, when known; looked at before the first posting only.</param>
    /// <param name="reversedDate">Business date of the target when it is a reversal; then it takes the target's flow out and adds none.</param>
    public void Add(DateOnly date, long amount, long balanceBefore, DateOnly? opened, DateOnly? reversedDate)
    {
        if (!_started) Start(date, opened, balanceBefore);
        if (date > _day) Advance(date, balanceBefore);
        else if (date < _day) Correct(date, amount);
        else _dayClosed = false;

        if (reversedDate is { } target)
        {
            Book(target, -amount, -1);
            return;
        }

        Book(date, amount, 1);
    }

    /// <summary>Whether the month's flows have room for a movement; they are 64-bit sums.</summary>
    public readonly bool HasRoomFor(DateOnly date, long amount)
    {
        if (!_started || !IsOfMonth(date)) return true;
        return amount < 0 ? _monthFlows.Debits <= long.MaxValue + amount : _monthFlows.Credits <= long.MaxValue - amount;
    }

    /// <summary>Closes the open day.</summary>
    public void Close() => _dayClosed = true;

    /// <summary>
    /// The month's average of end-of-business-day balances, rounded half to even.
    /// </summary>
    /// <param name="month">First day of the month.</param>
    /// <param name="through">Last day to count when the month is not over.</param>
    /// <param name="balance">The account's balance now, minor units.</param>
    /// <param name="opened">Day the account was opened, when known.</param>
    /// <returns><c>null</c> when the account was not open in that month, or it lies further back than is kept.</returns>
    public readonly MonthAverage? AverageOf(DateOnly month, DateOnly through, long balance, DateOnly? opened)
    {
        var last = Min(month.AddMonths(1).AddDays(-1), through);
        if (!_started || month > MonthOf(_day))
        {
            var first = Max(month, opened ?? Day ?? through);
            return last < first ? null : new MonthAverage(month, Days(first, last), balance);
        }

        if (month == MonthOf(_day))
        {
            last = Max(last, _day);
            return Average(month, _monthSum + ((Int128)balance * Days(_accruedThrough.AddDays(1), last)), Days(_firstDay, last));
        }

        return month == MonthOf(_day).AddMonths(-1) && _previousDays > 0 ? Average(month, _previousSum, _previousDays) : null;
    }

    internal readonly void Encode(ByteWriter writer)
    {
        writer.Signed(_started ? _day.DayNumber : -1);
        if (!_started) return;
        writer.Byte(DayClosed ? (byte)1 : (byte)0);
        foreach (var flows in (ReadOnlySpan<FlowTotals>)[DayFlows, MonthFlows])
        {
            writer.Signed(flows.Debits);
            writer.Signed(flows.Credits);
            writer.Signed(flows.DebitCount);
            writer.Signed(flows.CreditCount);
        }

        writer.Fixed128(unchecked((UInt128)_monthSum));
        writer.Signed(_accruedThrough.DayNumber);
        writer.Signed(_firstDay.DayNumber);
        writer.Fixed128(unchecked((UInt128)_previousSum));
        writer.Signed(_previousDays);
    }

    internal static DayBook Decode(ref ByteReader reader)
    {
        var book = new DayBook();
        var day = reader.Int32();
        if (day < 0) return book;
        book._started = true;
        book._day = ByteReader.DateOf(day);
        book._dayClosed = reader.Byte() == 1;
        book._dayFlows = new FlowTotals(reader.Signed(), reader.Signed(), reader.Int32(), reader.Int32());
        book._monthFlows = new FlowTotals(reader.Signed(), reader.Signed(), reader.Int32(), reader.Int32());
        book._monthSum = unchecked((Int128)reader.Fixed128());
        book._accruedThrough = reader.Date();
        book._firstDay = reader.Date();
        book._previousSum = unchecked((Int128)reader.Fixed128());
        book._previousDays = reader.Int32();
        return book;
    }

    /// <summary>The first posting: until then, since its opening, the account stood at its opening balance.</summary>
    private void Start(DateOnly date, DateOnly? opened, long balance)
    {
        (_started, _day) = (true, date);
        var (month, since) = (MonthOf(date), Min(opened ?? date, date));
        _firstDay = Max(month, since);
        _accruedThrough = _firstDay.AddDays(-1);
        Accrue(date.AddDays(-1), balance);
        if (since >= month) return;
        _previousDays = Days(Max(month.AddMonths(-1), since), month.AddDays(-1));
        _previousSum = (Int128)balance * _previousDays;
    }

    /// <summary>Ends all days before <paramref name="date"/> with the balance they ended with.</summary>
    private void Advance(DateOnly date, long balance)
    {
        var month = MonthOf(_day);
        var newMonth = MonthOf(date);
        if (newMonth > month)
        {
            Accrue(month.AddMonths(1).AddDays(-1), balance);
            (_previousSum, _previousDays) = (_monthSum, Days(_firstDay, _accruedThrough));
            if (newMonth > month.AddMonths(1))
            {
                _previousDays = DateTime.DaysInMonth(newMonth.AddMonths(-1).Year, newMonth.AddMonths(-1).Month);
                _previousSum = (Int128)balance * _previousDays;
            }

            (_monthSum, _firstDay, _accruedThrough) = (0, newMonth, newMonth.AddDays(-1));
            _monthFlows = default;
        }

        Accrue(date.AddDays(-1), balance);
        (_day, _dayClosed, _dayFlows) = (date, false, default);
    }

    private void Accrue(DateOnly through, long balance)
    {
        if (through <= _accruedThrough) return;
        _monthSum += (Int128)balance * Days(_accruedThrough.AddDays(1), through);
        _accruedThrough = through;
    }

    /// <summary>A posting of an earlier day changes how all days since then ended.</summary>
    private void Correct(DateOnly date, long amount)
    {
        _monthSum += (Int128)amount * Days(Max(date, _firstDay), _accruedThrough);
        if (_previousDays == 0) return;
        var previousLast = MonthOf(_day).AddDays(-1);
        var previousFirst = previousLast.AddDays(1 - _previousDays);
        _previousSum += (Int128)amount * Days(Max(date, previousFirst), previousLast);
    }

    /// <summary>Adds a movement of a day to the flows that it belongs to, or takes it out when <paramref name="count"/> is -1.</summary>
    private void Book(DateOnly date, long signed, int count)
    {
        if (date == _day) Flow(ref _dayFlows, signed, count);
        if (IsOfMonth(date)) Flow(ref _monthFlows, signed, count);
    }

    private readonly bool IsOfMonth(DateOnly date) => date == _day || MonthOf(date) == MonthOf(_day);

    private static void Flow(ref FlowTotals flows, long signed, int count) => flows = signed < 0
        ? flows with { Debits = flows.Debits - (signed * count), DebitCount = flows.DebitCount + count }
        : flows with { Credits = flows.Credits + (signed * count), CreditCount = flows.CreditCount + count };

    private static MonthAverage Average(DateOnly month, Int128 sum, int days) => new(month, days, checked((long)DivideHalfToEven(sum, days)));

    private static Int128 DivideHalfToEven(Int128 sum, int days)
    {
        var (quotient, remainder) = Int128.DivRem(sum, days);
        var twice = Int128.Abs(remainder) * 2;
        var up = twice > days || (twice == days && !Int128.IsEvenInteger(quotient));
        return up ? quotient + Int128.Sign(sum) : quotient;
    }

    private static int Days(DateOnly first, DateOnly last) => Math.Max(0, last.DayNumber - first.DayNumber + 1);

    private static DateOnly Max(DateOnly a, DateOnly b) => a > b ? a : b;

    private static DateOnly Min(DateOnly a, DateOnly b) => a < b ? a : b;
}
