using System.Globalization;
using Monitoring.Silo.Stores;
using Monitoring.Simulation.Engine;

namespace Monitoring.Simulation.Platform;

/// <summary>What a seed decides once: bounds of the platform, size of the bank, how bad its surroundings are.</summary>
internal sealed class Settings
{
    private readonly int _entriesPerTransaction;
    private readonly int _headLag;
    private readonly int _headsWrittenThrough;
    private readonly int _queue;
    private readonly int _reads;
    private readonly int _sides;
    private readonly int _alertTail;
    private readonly int _idLookUps;

    public Settings(SimRandom random, Mutation mutation, int scale)
    {
        Mutation = mutation;
        _entriesPerTransaction = random.Pick([1, 5, 40, 8_192, 8_192]);
        _headLag = random.Pick([1, 20, 200, 1_048_576]);
        _headsWrittenThrough = random.Pick([0, 3, 512]);
        _queue = random.Pick([1, 3, 50, 16_384]);
        _reads = random.Pick([1, 4, 2_048]);
        _sides = random.Pick([1, 8, 512]);
        _alertTail = random.Pick([1, 4, 1_024]);
        MaxActiveGrains = random.Pick([1, 3, 10, 100_000]);
        OpensUnknown = random.Chance(700);
        Silos = random.Chance(250) ? 2 : 1;
        Accounts = random.Between(2, 24);
        Settlements = random.Between(0, 2);
        Branches = random.Between(1, 5);
        Senders = random.Between(1, 6);
        Bodies = random.Between(15, 60) * scale;
        LinesMax = random.Pick([1, 4, 12, 40]);
        WriteFaults = random.Pick([0, 10, 30, 120]);
        ReadFaults = random.Pick([0, 5, 30]);
        Outages = random.Pick([0, 2, 6]);
        Crashes = random.Pick([0, 2, 6, 15]);
        Slowness = random.Pick([0, 0, 3]);
        PerCall = random.Pick([1, 3, 1_024]);
        Retries = random.Pick([0, 1, 4]);
        _idLookUps = random.Pick([0, 0, 20, 65_536]);
    }

    public Mutation Mutation { get; private set; }

    public int MaxActiveGrains { get; private set; }

    public bool OpensUnknown { get; }

    public int Silos { get; private set; }

    public int Accounts { get; }

    public int Settlements { get; }

    public int Branches { get; }

    public int Senders { get; }

    public int Bodies { get; }

    public int LinesMax { get; }

    /// <summary>How many of a thousand steps of the writer fail.</summary>
    public int WriteFaults { get; }

    /// <summary>How many of a thousand steps of the reader fail.</summary>
    public int ReadFaults { get; }

    /// <summary>How likely a time is in which all writing fails, or no connection opens.</summary>
    public int Outages { get; }

    /// <summary>How likely the process ends.</summary>
    public int Crashes { get; }

    /// <summary>How likely a time is in which the store hardly goes on.</summary>
    public int Slowness { get; }

    public int PerCall { get; }

    public int Retries { get; }

    public IReadOnlyDictionary<string, string?> Feed => new Dictionary<string, string?>
    {
        ["Feed:MaxPerCall"] = Text(PerCall),
        ["Feed:Retries"] = Text(Retries),
        ["Feed:UnknownAccounts"] = OpensUnknown ? "open" : "reject",
    };

    /// <summary>The same bank where nothing goes wrong.</summary>
    /// <param name="silos">Number of silos.</param>
    public Settings WithoutFaults(int silos = 1)
    {
        var copy = (Settings)MemberwiseClone();
        (copy.Mutation, copy.Silos, copy.MaxActiveGrains) = (Mutation.None, silos, 100_000);
        return copy;
    }

    /// <summary>Options of the store.</summary>
    public StoreOptions Store() => new()
    {
        EntriesPerTransactionMax = _entriesPerTransaction,
        HeadLagEntriesMax = _headLag,
        HeadsHeldMax = _headLag,
        HeadsWrittenThroughMax = _headsWrittenThrough,
        IdLookUpsAfterConflict = _idLookUps,
        QueueCapacity = _queue,
        ReadsPerBatchMax = _reads,
        SideWritesPerTransactionMax = _sides,
        AlertTailLength = _alertTail,
        QueryConnections = 2,
        WriterCacheBytes = 1 << 20,
        ReaderCacheBytes = 1 << 20,
        CheckpointBytes = 1 << 20,
        CheckpointForcedBytes = 1 << 20,
    };

    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"silos {Silos}, accounts {Accounts}+{Settlements}, branches {Branches}, senders {Senders}, bodies {Bodies} of up to {LinesMax}, "
        + $"per transaction {_entriesPerTransaction}, lag {_headLag}/{_headsWrittenThrough}, queue {_queue}, reads {_reads}, sides {_sides}, "
        + $"look-ups {_idLookUps}, tail {_alertTail}, active {MaxActiveGrains}, per call {PerCall}, retries {Retries}, "
        + $"unknown {(OpensUnknown ? "open" : "reject")}, "
        + $"faults {WriteFaults}/{ReadFaults}, outages {Outages}, crashes {Crashes}, slowness {Slowness}");

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
