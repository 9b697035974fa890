using System.IO.Compression;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Monitoring.Api.Feed;
using Monitoring.Domain.Calendar;
using Monitoring.Grains.Journal;
using Monitoring.Grains.Queries;
using Monitoring.Silo.Feed;
using Monitoring.Silo.Stores;
using Monitoring.Silo.Tests.Feed.Fixtures;
using Orleans;

namespace Monitoring.Api.Tests.Feed;

/// <summary>The command <c>import</c>, into this process and into a running server.</summary>
public sealed class ImportTests : IDisposable
{
    private const string Reference = """
        {"type":"branch","id":"B1"}
        {"type":"account","id":"A1","branch":"B1","kind":"personalSavings","currency":"CNY"}
        """;

    private readonly string _directory = Directory.CreateTempSubdirectory("monitoring-import-").FullName;
    private readonly StringWriter _output = new();
    private readonly StringWriter _error = new();
    private readonly FakeBank _bank = new();
    private readonly FakeQuarantine _quarantine = new();
    private readonly FakeDays _days = new();

    [Fact]
    public async Task Files_of_every_format_are_recognised_and_reference_data_goes_first()
    {
        _days.Accounts.Add("A1");
        var exit = await RunAsync(
            File("p1.dat", FeedServer.Line("P-1") + "\n"),
            File("p2.dat", $"[\n{FeedServer.Line("P-2")}\n]"),
            File("p3.dat", "note\npostingId,account,direction,amount,currency,bookedAt\nP-3,A1,debit,1,CNY,2026-05-01T10:00:00+08:00\n"),
            Packed("p4.dat", FeedServer.Line("P-4").Replace("2026-06-01", "2026-05-31", StringComparison.Ordinal)),
            File("r.dat", Reference));

        Assert.Equal((0, ""), (exit, Progressless(_error)));
        Assert.Equal(4, _bank.PostingsApplied);
        var lines = _output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.StartsWith("r.dat: 2 accepted, 0 duplicates, 0 rejected", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("p1.dat: 1 accepted", lines[1], StringComparison.Ordinal);
        Assert.Equal([new DateOnly(2026, 6, 1)], _bank.Ledger("A1").ClosedDays);
    }

    [Fact]
    public async Task A_rejected_line_is_shown_and_makes_the_exit_code_1()
    {
        var exit = await RunAsync(File("p.ndjson",
            $"{FeedServer.Line("P-1")}\n{FeedServer.Line("P-2", amount: 0)}\n{new string('x', 70_000)}\n{FeedServer.Line("P-3")}"));
        Assert.Equal(1, exit);
        Assert.Equal(2, _bank.PostingsApplied);
        Assert.Contains("p.ndjson:2: P-2 AMOUNT_NOT_POSITIVE: ", _error.ToString(), StringComparison.Ordinal);
        Assert.Contains("p.ndjson:3: LINE_TOO_LONG: ", _error.ToString(), StringComparison.Ordinal);
        Assert.Equal(["p.ndjson", "p.ndjson"], _quarantine.Entries.Select(entry => entry.Rejected.Source));
    }

    [Fact]
    public async Task The_same_file_again_is_known()
    {
        var file = File("p.ndjson", $"{FeedServer.Line("P-1")}\n{FeedServer.Line("P-2")}\n");
        await RunAsync(file);
        Assert.Equal(0, await RunAsync(file));
        Assert.Contains("p.ndjson: 0 accepted, 2 duplicates, 0 rejected", _output.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("just some text\nover two lines\n")]
    public async Task A_file_that_is_none_of_the_feeds_stops_before_anything_is_taken(string content)
    {
        var exit = await RunAsync(
            File("good.ndjson", FeedServer.Line("P-1")), File("what.txt", content), Path.Combine(_directory, "missing"));
        Assert.Equal(1, exit);
        Assert.Contains("what.txt: this is neither", _error.ToString(), StringComparison.Ordinal);
        Assert.Contains("missing: there is no such file", _error.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, _bank.PostingsApplied);
    }

    [Fact]
    public async Task The_day_stays_open_when_told_so()
    {
        _days.Accounts.Add("A1");
        await new ImportRun(Target(), Console(), TimeProvider.System)
            .RunAsync([File("p", FeedServer.Line("P-1"))], false, TestContext.Current.CancellationToken);
        Assert.Empty(_bank.Ledger("A1").ClosedDays);
    }

    [Fact]
    public async Task A_data_directory_in_use_sends_the_files_to_the_server_that_has_it()
    {
        await using var server = await FeedServer.StartAsync(
            onPort: true, services => services.AddSingleton(new StoreOptions { DataDirectory = _directory }).AddFeedEdges());
        server.Days.Accounts.Add("A1");
        var exit = await RunAsync(
            locked: true,
            File("r", Reference),
            Packed("p.gz", $"{FeedServer.Line("P-1")}\n{FeedServer.Line("P-2", amount: 0)}\n"),
            File("c", "postingId,account,direction,amount,currency,bookedAt\nP-3,A1,debit,1,CNY,2026-05-01T10:00:00+08:00\n"));

        Assert.Equal(1, exit);
        Assert.Equal(2, server.Bank.PostingsApplied);
        Assert.Contains($"sending the files to {server.Address}", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("p.gz: 1 accepted, 0 duplicates, 1 rejected", _output.ToString(), StringComparison.Ordinal);
        Assert.Contains("p.gz:2: P-2 AMOUNT_NOT_POSITIVE: ", _error.ToString(), StringComparison.Ordinal);
        Assert.Equal([new DateOnly(2026, 6, 1)], server.Bank.Ledger("A1").ClosedDays);
    }

    [Fact]
    public async Task A_server_that_cannot_write_just_now_is_asked_again()
    {
        await using var server = await FeedServer.StartAsync(
            onPort: true, settings: [("Feed:Retries", "0"), ("Feed:RetryAfterSeconds", "1")]);
        var failures = 1;
        server.Bank.BeforeCall = _ => Interlocked.Decrement(ref failures) >= 0 ? throw new JournalUnavailableException("full")
            : Task.CompletedTask;
        var target = Target() with { Server = server.Address };
        var exit = await new ImportRun(target, Console(), TimeProvider.System)
            .RunAsync([File("p", FeedServer.Line("P-1"))], false, TestContext.Current.CancellationToken);
        Assert.Equal(0, exit);
        Assert.Equal(1, server.Bank.PostingsApplied);
    }

    [Fact]
    public async Task A_data_directory_in_use_by_nobody_known_stops_with_a_clear_message()
    {
        var exit = await RunAsync(locked: true, File("p", FeedServer.Line("P-1")));
        Assert.Equal(1, exit);
        Assert.Contains("--server", _error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_servers_address_lies_in_its_data_directory_while_it_runs()
    {
        await using (var server = await FeedServer.StartAsync(
            onPort: true, services => services.AddSingleton(new StoreOptions { DataDirectory = _directory }).AddFeedEdges()))
        {
            Assert.Equal(server.Address, ServerAddressFile.Read(_directory));
        }

        Assert.Null(ServerAddressFile.Read(_directory));
    }

    [Fact]
    public void On_a_terminal_progress_is_a_bar_and_elsewhere_lines()
    {
        var console = new ImportConsole(_output, _error, isTerminal: true, TimeProvider.System);
        console.Progress("p", 50, 100);
        Assert.Contains("p [###############...............]", _error.ToString(), StringComparison.Ordinal);
        console.EndProgress();
        Assert.EndsWith("\r", _error.ToString(), StringComparison.Ordinal);

        var log = new StringWriter();
        new ImportConsole(_output, log, isTerminal: false, TimeProvider.System).Progress("p", 50, 100);
        Assert.DoesNotContain("\r", log.ToString().TrimEnd(), StringComparison.Ordinal);
        Assert.StartsWith("p: 50", log.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("import")]
    [InlineData("import x --server nowhere")]
    [InlineData("import x --unknown")]
    public void A_wrong_command_line_is_told(string line)
    {
        var root = new System.CommandLine.RootCommand { Subcommands = { ImportCommand.Create(_ => Host(false), _ => _directory) } };
        Assert.NotEmpty(root.Parse(line).Errors);
    }

    [Fact]
    public async Task The_command_imports_and_gives_its_exit_code()
    {
        var root = new System.CommandLine.RootCommand { Subcommands = { ImportCommand.Create(_ => Host(false), _ => _directory) } };
        var good = root.Parse(["import", File("p", FeedServer.Line("P-1")), "--leave-day-open"]);
        Assert.Empty(good.Errors);
        Assert.Equal(0, await good.InvokeAsync(cancellationToken: TestContext.Current.CancellationToken));
        Assert.Equal(1, _bank.PostingsApplied);
        Assert.Equal(1, await root.Parse(["import", File("q", FeedServer.Line("P-2", amount: 0))])
            .InvokeAsync(cancellationToken: TestContext.Current.CancellationToken));
    }

    public void Dispose()
    {
        Directory.Delete(_directory, recursive: true);
        _output.Dispose();
        _error.Dispose();
    }

    private static string Progressless(StringWriter error) =>
        string.Concat(error.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(line => !line.TrimEnd().EndsWith('%')));

    private Task<int> RunAsync(params string[] files) => RunAsync(locked: false, files);

    private Task<int> RunAsync(bool locked, params string[] files) =>
        new ImportRun(Target(locked), Console(), TimeProvider.System).RunAsync(files, true, TestContext.Current.CancellationToken);

    private ImportTarget Target(bool locked = false) => new(null, _directory, () => Host(locked), null);

    private ImportConsole Console() => new(_output, _error, isTerminal: false, TimeProvider.System);

    private IHost Host(bool locked)
    {
        var builder = new HostApplicationBuilder();
        builder.Logging.ClearProviders();
        builder.Services
            .AddSingleton<TimeProvider>(
                new Microsoft.Extensions.Time.Testing.FakeTimeProvider(new DateTimeOffset(2026, 6, 2, 0, 0, 0, TimeSpan.Zero)))
            .AddSingleton<IGrainFactory>(_bank)
            .AddSingleton<IJournalReader>(
                _ => locked ? throw new StoreLockedException("The data directory is in use.", new IOException()) : _bank)
            .AddSingleton<IQuarantineStore>(_quarantine)
            .AddSingleton<IOpenDayReader>(_days)
            .AddSingleton(new BankCalendar(TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"), new TimeOnly(22, 0)))
            .AddFeed(builder.Configuration);
        return builder.Build();
    }

    private string File(string name, string content)
    {
        var path = Path.Combine(_directory, name);
        System.IO.File.WriteAllText(path, content);
        return path;
    }

    private string Packed(string name, string content)
    {
        var path = Path.Combine(_directory, name);
        using var gzip = new GZipStream(System.IO.File.Create(path), CompressionLevel.Fastest);
        gzip.Write(Encoding.UTF8.GetBytes(content));
        return path;
    }
}
