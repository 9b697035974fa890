using System.CommandLine;
using Monitoring.EndToEnd.Support;
using Monitoring.Models.Simulation;
using Monitoring.TestServers;

namespace Monitoring.EndToEnd.Faults;

/// <summary>The fault tests at full length: <c>faults kills|pause</c>. Exit code 1 when something is lost, double or unsound.</summary>
internal static class FaultCommand
{
    public const string Name = "faults";

    private static readonly Option<long> Postings = new("--postings") { Description = "Postings of the load.", DefaultValueFactory = static _ => 1_000_000 };
    private static readonly Option<int> Accounts = new("--accounts") { Description = "Accounts of the bank.", DefaultValueFactory = static _ => 4_000 };
    private static readonly Option<int> Seed = new("--seed") { Description = "Where bodies are cut and faults come.", DefaultValueFactory = static _ => 7 };
    private static readonly Option<bool> Even = new("--even") { Description = "An even load of ordinary lives, instead of one in which every rule fires." };
    private static readonly Option<string> Store = new("--store") { Description = "sqlite or postgres.", DefaultValueFactory = static _ => "sqlite" };
    private static readonly Option<bool> Alone = new("--alone") { Description = "Without the undisturbed run to compare alerts with." };

    /// <summary>As in production: a commit is on the disk before it is answered.</summary>
    private static readonly PostgresServerSettings Durable = new()
    {
        Configuration = new Dictionary<string, string> { ["shared_buffers"] = "256MB", ["max_connections"] = "100" },
    };

    public static Task<int> RunAsync(string[] arguments)
    {
        var root = new RootCommand("Faults at full length.");
        var command = new Command(Name, "Hurts a server under load and audits what is left.");
        root.Subcommands.Add(command);
        var kills = new Option<int>("--kills") { Description = "How many.", DefaultValueFactory = static _ => 50 };
        var seconds = new Option<double>("--seconds") { Description = "How long.", DefaultValueFactory = static _ => 30 };
        command.Subcommands.Add(Scenario("kills", "kill -9 at random places of the load.", kills, (options, _, parsed, undisturbed) =>
            FaultScenarios.KillsAsync(options, parsed.GetValue(kills), undisturbed, Say)));
        command.Subcommands.Add(Scenario("pause", "SIGSTOP of the server.", seconds, (options, _, parsed, undisturbed) =>
            FaultScenarios.PauseAsync(options, TimeSpan.FromSeconds(parsed.GetValue(seconds)), undisturbed, Say)));
        var mebibytes = new Option<int>("--mebibytes") { Description = "Size of the disk at first.", DefaultValueFactory = static _ => 64 };
        command.Subcommands.Add(Scenario("disk", "A data disk that fills.", mebibytes, (options, _, parsed, undisturbed) =>
            FaultScenarios.FullDiskAsync(options, parsed.GetValue(mebibytes), undisturbed, Say)));
        command.Subcommands.Add(Scenario("held", "A database that another program holds.", seconds, (options, _, parsed, undisturbed) =>
            FaultScenarios.HeldDatabaseAsync(options, TimeSpan.FromSeconds(parsed.GetValue(seconds)), undisturbed, Say)));
        command.Subcommands.Add(Scenario("database-kills", "kill -9 of the database server.", kills, (options, database, parsed, undisturbed) =>
            PostgresScenarios.DatabaseKillsAsync(Needed(database), options, parsed.GetValue(kills), undisturbed, Say)));
        command.Subcommands.Add(Scenario("database-pause", "SIGSTOP of the database server.", seconds, (options, database, parsed, undisturbed) =>
            PostgresScenarios.DatabasePauseAsync(Needed(database), options, TimeSpan.FromSeconds(parsed.GetValue(seconds)), undisturbed, Say)));
        command.Subcommands.Add(Scenario("database-disk", "A disk that fills under the database server.", mebibytes, (options, _, parsed, undisturbed) =>
            PostgresScenarios.DatabaseDiskAsync(options, parsed.GetValue(mebibytes), undisturbed, Say)));
        command.Subcommands.Add(Overload());
        return root.Parse(arguments).InvokeAsync();
    }

    private static Command Scenario(string name, string description, Option own, Func<FaultRunOptions, PostgresServer?, ParseResult, Books?, Task> run)
    {
        var command = new Command(name, description) { own, Postings, Accounts, Seed, Even, Alone, Store };
        command.SetAction(async (parsed, cancellation) =>
        {
            var options = OptionsOf(parsed);
            Books? undisturbed = null;
            if (!parsed.GetValue(Alone))
            {
                Say("the same load on a server that nothing happens to");
                undisturbed = await FaultRun.UndisturbedAsync(options);
                Say($"{undisturbed.Balances.Count:N0} accounts, {undisturbed.Alerts.Count:N0} alerts");
            }

            await using var database = parsed.GetValue(Store) == "postgres" ? await PostgresServer.StartAsync(Durable, cancellation) : null;
            if (database is not null) options = await PostgresScenarios.OnAsync(database, options);
            await run(options, database, parsed, undisturbed);
            return 0;
        });
        return command;
    }

    private static PostgresServer Needed(PostgresServer? database) =>
        database ?? throw new InvalidOperationException("This is of a database server: --store postgres.");

    private static Command Overload()
    {
        var seconds = new Option<double>("--seconds") { Description = "How long.", DefaultValueFactory = static _ => 600 };
        var hold = new Option<double>("--hold") { Description = "Seconds between two transactions.", DefaultValueFactory = static _ => 2 };
        var senders = new Option<int>("--senders") { Description = "Sources of postings; more than are served and wait.", DefaultValueFactory = static _ => 400 };
        var command = new Command("overload", "More senders than a slowed store can serve.") { seconds, hold, senders };
        command.SetAction(async (parsed, _) =>
        {
            // Long ago, or minutes of such senders would reach tomorrow, of which no bookings are taken.
            var bank = SimulationPresets.Benchmark(accounts: 20_000, postings: long.MaxValue);
            var options = new FaultRunOptions
            {
                Bank = bank with { Start = bank.Start.AddYears(-10) },
                Senders = parsed.GetValue(senders),
                LinesMax = 8_000,
                ListedOneIn = 20,
            };
            await FaultScenarios.OverloadAsync(
                options, TimeSpan.FromSeconds(parsed.GetValue(seconds)), TimeSpan.FromSeconds(parsed.GetValue(hold)), Say);
            return 0;
        });
        return command;
    }

    private static FaultRunOptions OptionsOf(ParseResult parsed)
    {
        var (accounts, postings) = (parsed.GetValue(Accounts), parsed.GetValue(Postings));
        return new FaultRunOptions
        {
            Bank = parsed.GetValue(Even) ? SimulationPresets.Benchmark(accounts, postings) : FaultRunOptions.EveryRule(accounts, postings),
            Seed = parsed.GetValue(Seed),
            ListedOneIn = (int)Math.Max(1, postings / 1_000_000),
        };
    }

    private static void Say(string text) => Console.WriteLine($"{TimeProvider.System.GetUtcNow():HH:mm:ss} {text}");
}
