using System.Globalization;
using Monitoring.EndToEnd.Support;

namespace Monitoring.EndToEnd.Faults;

/// <summary>One load over one store, a server that is hurt while it takes it, and an auditor who keeps books of his own.</summary>
internal sealed class FaultRun : IAsyncDisposable
{
    private static readonly TimeSpan CommandTimeout = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan WatchTimeout = TimeSpan.FromMinutes(3);

    private readonly FaultRunOptions _options;
    private readonly string _folder;
    private readonly LoadSource _source;
    private readonly SendGate _gate;
    private readonly Uri _address = Server.FreeAddress();
    private readonly HttpClient _http;
    private readonly CancellationTokenSource _stop = new();
    private readonly string[] _arguments;
    private volatile Server? _server;
    private AlertWatcher? _watcher;
    private MemoryWatch? _memory;
    private Task _sending = Task.CompletedTask;

    private FaultRun(FaultRunOptions options, string folder)
    {
        _options = options;
        _folder = folder;
        _source = LoadSource.Of(options.Bank, options.Senders, options.LinesMax, options.Seed);
        _gate = new SendGate();
        Auditor = new Auditor(_source.OpeningBalances, account => Shares.Of(account, options.ListedOneIn) == 0);
        _http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = options.Senders })
        {
            BaseAddress = _address,
            Timeout = options.Patience,
        };
        // No business day ends on the world's clock while a run lasts: it would close days in one run and not in another.
        var cutoff = TimeZoneInfo.ConvertTime(TimeProvider.System.GetUtcNow().AddHours(12), TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"));
        _arguments = [.. options.Arguments, $"--Bank:DayCutoff={cutoff.ToString("HH:mm", CultureInfo.InvariantCulture)}", "--Logging:LogLevel:Default=Warning"];
    }

    public Auditor Auditor { get; }

    public SendCounts Counts { get; } = new();

    /// <summary>Commands for the shell that becomes the server at its next start.</summary>
    public string? Limit { get; set; }

    public Server Server => _server ?? throw new InvalidOperationException("The server is down.");

    public AlertWatcher Watcher => _watcher!;

    public MemoryWatch Memory => _memory!;

    /// <summary>Starts the server, declares the bank, and lets the senders go.</summary>
    public static async Task<FaultRun> StartAsync(FaultRunOptions options, string folder, string? limit = null)
    {
        var run = new FaultRun(options, folder) { Limit = limit };
        try
        {
            await run.StartServerAsync();
            await run.Server.SendAsync("/feed/reference", run._source.Reference);
            run._watcher = new AlertWatcher(run._address);
            run._memory = new MemoryWatch(() => run._server, TimeSpan.FromMilliseconds(200), TimeProvider.System);
            run._sending = Task.WhenAll(run._source.Senders.Select(bodies =>
                Task.Run(() => new LoadSender(run._http, run.Auditor, run._gate, run.Counts).RunAsync(bodies, run._stop.Token))));
            return run;
        }
        catch
        {
            await run.DisposeAsync();
            throw;
        }
    }

    /// <summary>Waits until so many postings are acknowledged; <c>false</c> when all are sent.</summary>
    public async Task<bool> UntilAsync(long acknowledged)
    {
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(2));
        while (await poll.WaitForNextTickAsync())
        {
            if (_sending.IsFaulted) await _sending;
            if (Auditor.Acknowledged >= acknowledged) return true;
            if (_sending.IsCompleted) return false;
        }

        return false;
    }

    /// <summary>Waits until something holds, such as that senders were turned away; fails when all is sent before.</summary>
    public async Task UntilAsync(Func<Task<bool>> holds)
    {
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        while (!await holds() && await poll.WaitForNextTickAsync())
        {
            if (_sending.IsFaulted) await _sending;
            Assert.False(_sending.IsCompleted, "All was sent, and nothing happened.");
        }
    }

    public async Task StartServerAsync() => _server = await Server.StartLimitedAsync(Limit, _address, _folder, _arguments);

    /// <summary>As <c>kill -9</c>, while bodies are under way.</summary>
    public async Task KillServerAsync()
    {
        var server = Server;
        _server = null;
        await server.KillAsync();
        await server.DisposeAsync();
    }

    /// <summary>Checks the store of a server that does not run against itself.</summary>
    public Task VerifyAsync() => CommandAsync("verify");

    /// <summary>Runs one of the product's commands on the store.</summary>
    /// <returns>What it wrote.</returns>
    public async Task<string> CommandAsync(params string[] arguments)
    {
        await using var command = ProcessRun.Start("dotnet", [Product.Api, .. arguments, "--data", _folder, .. _options.Arguments]);
        var code = await command.ExitAsync(CommandTimeout);
        Assert.True(code == 0, $"{arguments[0]} ended with {code}:\n{command.Output}");
        return command.Output;
    }

    /// <summary>Holds the senders, each with its body acknowledged, until the result is disposed of.</summary>
    public Task<IDisposable> HoldSendersAsync() => _gate.HoldAsync(_stop.Token);

    /// <summary>Holds the senders when each has its body acknowledged, and lets the auditor look.</summary>
    public async Task AuditAsync(bool withPostings)
    {
        using var held = await HoldSendersAsync();
        await Auditor.CheckAsync(Server, withPostings);
    }

    /// <summary>Waits for the last acknowledgement; then everything must be as if nothing had happened.</summary>
    /// <param name="undisturbed">Books of the same load on a server that nothing happened to; <c>null</c> where there are none.</param>
    public async Task FinishAsync(Books? undisturbed)
    {
        await _sending;
        await AuditAsync(withPostings: true);
        var books = await Books.ReadAsync(Server);
        await Watcher.CheckAsync(books.Alerts, WatchTimeout);
        if (undisturbed is not null)
        {
            Assert.Equal(undisturbed.Alerts, books.Alerts);
            Assert.Equal(undisturbed.Balances, books.Balances);
        }

        await KillServerAsync();
        await VerifyAsync();
        Assert.InRange(Memory.Max, 1, _options.MemoryMax);
    }

    /// <summary>The same load on a server that nothing happens to.</summary>
    public static async Task<Books> UndisturbedAsync(FaultRunOptions options)
    {
        using var folder = new TemporaryFolder();
        // Always on the embedded store: which one keeps the books makes no difference.
        await using var run = await StartAsync(options with { Arguments = [] }, folder.Path);
        await run._sending;
        return await Books.ReadAsync(run.Server);
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        if (_server is { } server) await server.DisposeAsync();
        try
        {
            await _sending;
        }
        catch (Exception exception) when (exception is OperationCanceledException or HttpRequestException)
        {
            // Ended early, as a failed test does; what failed it is told already.
        }

        if (_watcher is not null) await _watcher.DisposeAsync();
        if (_memory is not null) await _memory.DisposeAsync();
        await _source.DisposeAsync();
        _http.Dispose();
        _stop.Dispose();
    }
}
