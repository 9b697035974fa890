using Monitoring.Models.Simulation;

namespace Monitoring.Models.Tests;

/// <summary>
/// The detection rules in their plainest form under default parameters: quadratic, looking back over all postings of one account.
/// Independent of the platform's rules, so that a planted case is checked against the words of the rule and nothing else.
/// </summary>
internal sealed class PlainRules(SimulatedAccount account, IReadOnlyList<SimulatedPosting> postings, DateTimeOffset start)
{
    private const long LargePersonal = 5_000_000;
    private const long LargeCorporate = 20_000_000;
    private const int HabitPostingsMin = 20;

    private bool IsCorporate => account.Kind == FeedAccountKind.CorporateCurrent;

    private bool IsDeposit => account.Kind is FeedAccountKind.CorporateCurrent or FeedAccountKind.PersonalSavings;

    private long Limit => IsCorporate ? LargeCorporate : LargePersonal;

    public HashSet<string> Fired()
    {
        var fired = new HashSet<string>();
        var large = Enumerable.Range(0, postings.Count).Where(IsLarge).ToHashSet();
        Check(fired, "M1", large.Any(i => IsRoundTrip(i, large)));
        Check(fired, "M2", large.Any(i => IsLumpIn(i, large)));
        Check(fired, "M3", large.Any(i => IsLumpOut(i, large)));
        Check(fired, "S1", Enumerable.Range(0, postings.Count).Any(IsRevived));
        Check(fired, "S3", large.Any(IsUnrelated));
        Check(fired, "S4", IsSelfOpened());
        Check(fired, "F1", IsCorporate && IsFlat());
        Check(fired, "F2", IsCorporate && IsZeroAtSomeMonthEnd());
        Check(fired, "B1", IsBroken());
        Check(fired, "B2", IsDeposit && IsOverdrawn());
        Check(fired, "D1", postings.Any(IsSelfDealing));
        return fired;
    }

    private static void Check(HashSet<string> fired, string rule, bool holds)
    {
        if (holds)
        {
            fired.Add(rule);
        }
    }

    private bool IsLarge(int i)
    {
        var posting = postings[i];
        if (!IsDeposit || posting.Amount < Limit || posting.ReversalOf is not null)
        {
            return false;
        }

        var year = postings.Take(i).Where(p => p.BookedAt > posting.BookedAt.AddDays(-365)).Select(p => p.Amount).Order().ToList();
        return year.Count < HabitPostingsMin || posting.Amount >= 3 * year[(int)Math.Ceiling(0.95 * year.Count) - 1];
    }

    private IEnumerable<int> Back(int i, TimeSpan window)
    {
        for (int k = i; k >= 0 && postings[k].BookedAt > postings[i].BookedAt - window; k--)
        {
            yield return k;
        }
    }

    private bool IsRoundTrip(int i, HashSet<int> large)
    {
        var window = Back(i, TimeSpan.FromDays(5)).Where(large.Contains).Select(k => postings[k]).ToList();
        var credits = window.Where(p => p.Direction == FeedDirection.Credit).ToList();
        var debits = window.Where(p => p.Direction == FeedDirection.Debit).ToList();
        if (credits.Count >= 2 && debits.Count >= 2 && AreClose(credits.Sum(p => p.Amount), debits.Sum(p => p.Amount)))
        {
            return true;
        }

        var last = postings[i];
        return last.Direction == FeedDirection.Debit && credits.Any(
            p => p.BookedAt > last.BookedAt.AddHours(-24) && p.Counterparty is not null && p.Counterparty == last.Counterparty
                && AreClose(p.Amount, last.Amount));
    }

    private static bool AreClose(long a, long b) => Math.Abs(a - b) * 10 <= Math.Max(a, b);

    private bool IsLumpIn(int i, HashSet<int> large)
    {
        if (postings[i].Direction != FeedDirection.Credit)
        {
            return false;
        }

        long lump = postings[i].Amount + Back(i, TimeSpan.FromDays(2))
            .Where(k => k != i && large.Contains(k) && postings[k].Direction == FeedDirection.Credit).Sum(k => postings[k].Amount);
        long gone = 0;
        int count = 0;
        for (int k = i + 1; k < postings.Count && postings[k].BookedAt < postings[i].BookedAt.AddDays(7); k++)
        {
            if (postings[k].Direction != FeedDirection.Debit || large.Contains(k))
            {
                continue;
            }

            gone += postings[k].Amount;
            count++;
            if (count >= 5 && IsMostOf(gone, lump))
            {
                return true;
            }
        }

        return false;
    }

    private bool IsLumpOut(int i, HashSet<int> large)
    {
        if (postings[i].Direction != FeedDirection.Debit)
        {
            return false;
        }

        var pieces = Back(i, TimeSpan.FromDays(7)).Where(k => postings[k].Direction == FeedDirection.Credit && !large.Contains(k)).ToList();
        return pieces.Count >= 5 && IsMostOf(postings[i].Amount, pieces.Sum(k => postings[k].Amount));
    }

    private static bool IsMostOf(long part, long whole) => part * 100 >= whole * 90 && part * 100 <= whole * 105;

    private static bool IsByCustomer(SimulatedPosting posting) =>
        posting.Channel is not (FeedChannel.Interest or FeedChannel.Fee) && posting.ReversalOf is null;

    private bool IsRevived(int i)
    {
        var posting = postings[i];
        if (!IsDeposit || posting.Amount < Limit || !IsByCustomer(posting))
        {
            return false;
        }

        var before = postings.Take(i).LastOrDefault(IsByCustomer)?.BookedAt ?? account.OpenedAt;
        return posting.BookedAt - before > TimeSpan.FromDays(180);
    }

    private bool IsUnrelated(int i)
    {
        var posting = postings[i];
        return posting.Counterparty is not null
            && posting.Channel is FeedChannel.Transfer or FeedChannel.Online
            && posting.BookedAt - postings[0].BookedAt > TimeSpan.FromDays(90)
            && !account.DeclaredCounterparties.Contains(posting.Counterparty!)
            && !postings.Take(i).Any(p => p.Counterparty == posting.Counterparty && p.BookedAt > posting.BookedAt.AddDays(-365));
    }

    private bool IsSelfOpened()
    {
        var early = postings.Where(p => p.Amount >= Limit && p.BookedAt < account.OpenedAt.AddDays(30)).ToList();
        return account.WalkIn && early.Any(p => p.Direction == FeedDirection.Credit) && early.Any(p => p.Direction == FeedDirection.Debit);
    }

    private bool IsFlat()
    {
        int run = 0;
        long? end = null;
        foreach (var day in postings.GroupBy(p => p.BookedAt.Date))
        {
            long balance = day.Last().BalanceAfter;
            run = balance == end ? run + 1 : 1;
            end = balance;
            if (run >= 3)
            {
                return true;
            }
        }

        return false;
    }

    private bool IsZeroAtSomeMonthEnd()
    {
        var monthEnd = new DateTimeOffset(start.Year, start.Month, 1, 0, 0, 0, start.Offset).AddMonths(2);
        var last = postings.LastOrDefault(p => p.BookedAt < monthEnd);
        return postings.Count == 0 || last is null || postings[^1].BalanceAfter == 0 || last.BalanceAfter == 0;
    }

    private bool IsBroken()
    {
        long balance = account.OpeningBalance;
        foreach (var posting in postings)
        {
            balance += posting.Signed;
            if (balance != posting.BalanceAfter)
            {
                return true;
            }
        }

        return false;
    }

    private bool IsOverdrawn()
    {
        long balance = account.OpeningBalance;
        return postings.Any(posting => (balance += posting.Signed) < 0);
    }

    private bool IsSelfDealing(SimulatedPosting posting) =>
        posting.Channel == FeedChannel.Counter && posting.Teller is not null
        && (posting.Teller == account.OwnerStaff || account.RelatedStaff.Contains(posting.Teller));
}
