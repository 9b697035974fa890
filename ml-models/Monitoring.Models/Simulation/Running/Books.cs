using System.Globalization;

namespace Monitoring.Models.Simulation;

/// <summary>
/// The simulated core system's ledger: turns intents into postings with exact balances. A deposit account is never overdrawn
/// unless that is what was planted; what cannot be paid does not happen.
/// </summary>
internal sealed class Books
{
    /// <summary>One in so many ordinary postings is a mistake that is undone the same day.</summary>
    private const ulong MistakeEvery = 2_500;

    /// <summary>Visits to a counter of another branch than the account's, permille, in a bank with life events.</summary>
    private const ulong ElsewherePermille = 60;

    private readonly Town _town;
    private readonly StepHeap _heap;
    private readonly CaseLog _cases;
    private readonly Queue<SimulatedPosting> _out = new();
    private readonly string[] _narratives;
    private readonly TimeSpan _offset;
    private readonly ulong _idKey;
    private long _serial;
    private long _lastMs;
    private int _trace;

    public Books(Town town, StepHeap heap, CaseLog cases)
    {
        _town = town;
        _heap = heap;
        _cases = cases;
        _narratives = [.. Enum.GetNames<Narrative>().Select(Words)];
        _offset = town.Options.Start.Offset;
        _idKey = RandomStream.Derive(town.Options.Seed, 0x1D);
    }

    public Queue<SimulatedPosting> Out => _out;

    public LifeEventLog LifeEvents { get; } = new();

    public void Book(in Intent intent)
    {
        switch (intent.Kind)
        {
            case IntentKind.Transfer:
                BookTransfer(intent);
                break;
            case IntentKind.Interest:
                BookInterest(intent);
                break;
            case IntentKind.Reversal:
                BookReversal(intent);
                break;
            case IntentKind.Refill:
                BookRefill(intent);
                break;
            case IntentKind.Mark:
                break;
            default:
                BookSingle(intent);
                break;
        }

        if (intent.IsPlanted)
        {
            _cases.StepDone(intent.Case, intent.AtMs);
        }
    }

    private void BookSingle(in Intent intent)
    {
        ref var account = ref _town.Accounts[intent.Account];
        long amount = intent.Direction == FeedDirection.Credit ? intent.Amount : Affordable(account, intent);
        if (amount <= 0)
        {
            return;
        }

        if (intent.Kind == IntentKind.Break)
        {
            account.Reported += intent.Extra;
        }

        var posting = Post(ref account, intent, intent.Direction, amount, intent.Party, Account.None);
        if (intent.Party != PartyBook.None || intent.Channel == FeedChannel.Atm)
        {
            BookSettlement(intent, posting);
        }

        MaybeMistake(intent, posting);
    }

    private void BookTransfer(in Intent intent)
    {
        ref var payer = ref _town.Accounts[intent.Account];
        ref var payee = ref _town.Accounts[intent.Other];
        long amount = Affordable(payer, intent);
        if (amount <= 0)
        {
            return;
        }

        Post(ref payer, intent, FeedDirection.Debit, amount, PartyBook.None, intent.Other);
        // What is an event in the payer's life is none in the payee's.
        Post(ref payee, intent with { Event = LifeEventKind.None }, FeedDirection.Credit, amount, PartyBook.None, intent.Account);
    }

    /// <summary>What the account can pay: planted steps take what is there, ordinary spending leaves planted money alone.</summary>
    private static long Affordable(in Account account, in Intent intent)
    {
        if (account.MayGoNegative)
        {
            return intent.Amount;
        }

        long there = Math.Max(0, account.Balance);
        return intent.Kind switch
        {
            IntentKind.Drain => there,
            IntentKind.Overdraw => there + intent.Amount,
            _ when intent.IsPlanted => Math.Min(intent.Amount, there),
            _ => intent.Amount <= account.Balance - account.Reserve ? intent.Amount : 0,
        };
    }

    private void BookInterest(in Intent intent)
    {
        ref var account = ref _town.Accounts[intent.Account];
        long interest = (long)((Int128)account.Balance * intent.Amount / 1_000_000);
        if (interest == 0)
        {
            return;
        }

        var direction = interest > 0 ? FeedDirection.Credit : FeedDirection.Debit;
        Post(ref account, intent, direction, Math.Abs(interest), PartyBook.None, Account.None);
    }

    private void BookReversal(in Intent intent)
    {
        ref var account = ref _town.Accounts[intent.Account];
        if (intent.Direction == FeedDirection.Debit && intent.Amount > account.Balance - account.Reserve)
        {
            return;
        }

        var posting = Post(ref account, intent, intent.Direction, intent.Amount, intent.Party, Account.None);
        if (intent.Party != PartyBook.None || intent.Channel == FeedChannel.Atm)
        {
            BookSettlement(intent, posting);
        }
    }

    /// <summary>The bank's own side of a payment to or from outside, or of a machine's cash: same amount, other direction.</summary>
    private void BookSettlement(in Intent intent, SimulatedPosting posting)
    {
        int own = intent.Channel switch
        {
            FeedChannel.Atm when _town.FirstAtmAccount != Account.None => _town.FirstAtmAccount + _town.Accounts[intent.Account].Branch,
            FeedChannel.Transfer or FeedChannel.Online or FeedChannel.Batch => _town.ReserveAccount,
            _ => Account.None,
        };
        if (own != Account.None)
        {
            var direction = posting.Direction == FeedDirection.Credit ? FeedDirection.Debit : FeedDirection.Credit;
            var ownIntent = intent with { Case = -1, Teller = -1, Branch = -1, Narrative = Narrative.None, Target = null, Event = LifeEventKind.None };
            Post(ref _town.Accounts[own], ownIntent, direction, posting.Amount, PartyBook.None, intent.Account);
        }
    }

    private void BookRefill(in Intent intent)
    {
        ref var machine = ref _town.Accounts[intent.Account];
        long amount = Spread.Round(Math.Max(0, intent.Amount + machine.Balance), 1_000 * Means.Yuan);
        Post(ref machine, intent, FeedDirection.Debit, amount, PartyBook.None, intent.Other);
        Post(ref _town.Accounts[intent.Other], intent, FeedDirection.Credit, amount, PartyBook.None, intent.Account);
    }

    private SimulatedPosting Post(ref Account account, in Intent intent, FeedDirection direction, long amount, int party, int other)
    {
        account.Balance = checked(account.Balance + (direction == FeedDirection.Credit ? amount : -amount));
        if (intent.IsPlanted)
        {
            account.Reserve = Math.Max(0, account.Reserve + (direction == FeedDirection.Credit ? amount : -amount));
        }

        _lastMs = Math.Max(_lastMs + 1, intent.AtMs);
        _serial++;
        int branch = BranchOf(account, intent);
        var outside = party != PartyBook.None ? _town.Parties.Get(party) : null;
        bool isOther = other != Account.None;
        var posting = new SimulatedPosting
        {
            PostingId = IdOf(_serial),
            Account = account.Id,
            Direction = direction,
            Amount = amount,
            Currency = _town.Options.Currency,
            BookedAt = Instants.ToInstant(_lastMs, _offset),
            Branch = _town.Branches.Id(branch),
            Channel = intent.Channel,
            Counterparty = isOther ? _town.Accounts[other].Id : outside?.Id,
            CounterpartyName = isOther ? Names.OfAccount(_town.Accounts[other]) : outside?.Name,
            Trace = intent.Channel is FeedChannel.Atm or FeedChannel.Pos ? NextTrace() : null,
            Teller = intent.Channel == FeedChannel.Counter ? TellerOf(account, intent, branch) : null,
            ValueDate = intent.Channel is FeedChannel.Interest or FeedChannel.Batch ? DateOf(_lastMs) : null,
            ReversalOf = intent.Target?.PostingId,
            Narrative = intent.Narrative == Narrative.None ? null : _narratives[(int)intent.Narrative],
            BalanceAfter = account.Balance + account.Reported,
            LifeEvent = intent.Event,
            CaseId = intent.IsPlanted ? CaseLog.IdOf(intent.Case) : null,
            Opens = Announce(ref account),
        };
        if (intent.Channel is not (FeedChannel.Interest or FeedChannel.Fee) && intent.Target is null)
        {
            account.LastCustomerMs = _lastMs;
        }

        _cases.Posted(intent.Case, posting);
        LifeEvents.Posted(intent.Event, posting);
        _out.Enqueue(posting);
        return posting;
    }

    private int BranchOf(in Account account, in Intent intent)
    {
        if (account.Is(AccountTraits.IsSettlement))
        {
            return account.Branch;
        }

        if (intent.Branch >= 0 || intent.Channel != FeedChannel.Counter || _town.Options.LifeEventsPermille == 0)
        {
            return intent.Branch >= 0 ? intent.Branch : account.Branch;
        }

        // On the way to work or to market, people go to the counter that is near.
        ulong bits = RandomStream.Derive(_idKey ^ account.Seed, (ulong)intent.AtMs);
        return bits % 1000 < ElsewherePermille ? _town.Branches.WithCustomers(bits) : account.Branch;
    }

    private SimulatedAccount? Announce(ref Account account)
    {
        if (!account.Is(AccountTraits.Unannounced))
        {
            return null;
        }

        account.Traits &= ~AccountTraits.Unannounced;
        return References.OfAccount(_town, account);
    }

    /// <summary>Whoever is at the counter, but never somebody who would serve himself or a relative.</summary>
    private string TellerOf(in Account account, in Intent intent, int branch)
    {
        if (intent.Teller >= 0)
        {
            return _town.Branches.Staff(intent.Teller);
        }

        int place = (int)(RandomStream.Mix((ulong)_serial) % BranchBook.TellersPerBranch);
        int teller = BranchBook.Teller(branch, place);
        return _town.Branches.Staff(teller != account.Staff ? teller : BranchBook.Teller(branch, place + 1));
    }

    private void MaybeMistake(in Intent intent, SimulatedPosting posting)
    {
        bool mayErr = intent.Kind == IntentKind.Single && !intent.IsPlanted
            && intent.Channel is FeedChannel.Counter or FeedChannel.Online or FeedChannel.Pos;
        if (!mayErr || RandomStream.Derive(_idKey, (ulong)_serial) % MistakeEvery != 0)
        {
            return;
        }

        long later = (5 + (_serial % 85)) * Instants.MinuteMs;
        _heap.Add(intent with
        {
            Kind = IntentKind.Reversal,
            AtMs = intent.AtMs + later,
            Amount = posting.Amount,
            Direction = posting.Direction == FeedDirection.Credit ? FeedDirection.Debit : FeedDirection.Credit,
            Narrative = Narrative.Correction,
            Target = posting,
        });
    }

    private string IdOf(long serial) => _town.Options.PostingIds == PostingIdScheme.Sequential
        ? string.Create(14, serial, static (span, n) =>
        {
            "P-".CopyTo(span);
            n.TryFormat(span[2..], out _, "D12", CultureInfo.InvariantCulture);
        })
        : string.Create(CultureInfo.InvariantCulture, $"R-{RandomStream.Mix((ulong)serial ^ _idKey):x16}");

    private string NextTrace()
    {
        _trace = _trace == 999_999 ? 1 : _trace + 1;
        return string.Create(6, _trace, static (span, n) => n.TryFormat(span, out _, "D6", CultureInfo.InvariantCulture));
    }

    /// <summary>CashDeposit becomes "cash deposit".</summary>
    private static string Words(string name) =>
        string.Concat(name.Select((c, i) => i > 0 && char.IsUpper(c) ? $" {char.ToLowerInvariant(c)}" : $"{char.ToLowerInvariant(c)}"));

    private static DateOnly DateOf(long ms) => DateOnly.FromDayNumber((int)(ms / Instants.DayMs));
}
