using Monitoring.Benchmarks.Shared;

namespace Monitoring.Benchmarks.Stores;

/// <summary>What was measured in one round.</summary>
/// <param name="PgBench">Transactions of pgbench.</param>
/// <param name="Postgres">The product on PostgreSQL.</param>
/// <param name="Copy">Bare COPY of the product's rows.</param>
/// <param name="CopyHeads">The same with head updates.</param>
/// <param name="Sqlite">The product on SQLite.</param>
/// <param name="Inserts">Bare inserts into SQLite.</param>
/// <param name="InsertsHeads">The same with head updates.</param>
internal sealed record StoresRound(
    Yardstick PgBench, FeedRun Postgres, Yardstick Copy, Yardstick CopyHeads, FeedRun Sqlite, Yardstick Inserts, Yardstick InsertsHeads)
{
    /// <inheritdoc/>
    public override string ToString() => Report.Text($"""
        pgbench {PgBench}
          bare COPY {Copy}; with heads {CopyHeads}; bare inserts {Inserts}; with heads {InsertsHeads}
          on PostgreSQL {Postgres}
          on SQLite     {Sqlite}
        """);

    /// <summary>Writes ratios, then figures: medians of the rounds.</summary>
    public static void Print(IReadOnlyList<StoresRound> rounds, int clients, string rows)
    {
        Console.WriteLine();
        Report.Line($"Ratios, medians of {rounds.Count} rounds (least to greatest):");
        Ratio("product on PostgreSQL / pgbench", static round => round.Postgres.Rate / round.PgBench.Rate);
        Ratio("product on PostgreSQL / bare COPY", static round => round.Postgres.Rate / round.Copy.Rate);
        Ratio("product on PostgreSQL / bare COPY and head updates", static round => round.Postgres.Rate / round.CopyHeads.Rate);
        Ratio("product on SQLite / bare inserts", static round => round.Sqlite.Rate / round.Inserts.Rate);
        Ratio("product on SQLite / bare inserts and head updates", static round => round.Sqlite.Rate / round.InsertsHeads.Rate);
        Ratio("product on SQLite / product on PostgreSQL", static round => round.Sqlite.Rate / round.Postgres.Rate);
        Console.WriteLine();
        Console.WriteLine("The same by processor time, which others on the machine change less:");
        Ratio("pgbench's database / product on PostgreSQL, all", static round => round.PgBench.Cpu / (round.Postgres.Cpu + round.Postgres.DatabaseCpu));
        Ratio("pgbench's database / the product's database", static round => round.PgBench.Cpu / round.Postgres.DatabaseCpu);
        Ratio("bare COPY's database / the product's database", static round => round.Copy.Cpu / round.Postgres.DatabaseCpu);
        Ratio("bare COPY with heads / the product's database", static round => round.CopyHeads.Cpu / round.Postgres.DatabaseCpu);
        Ratio("bare inserts / product on SQLite", static round => round.Inserts.Cpu / round.Sqlite.Cpu);
        Ratio("bare inserts with heads / product on SQLite", static round => round.InsertsHeads.Cpu / round.Sqlite.Cpu);
        Console.WriteLine();
        Console.WriteLine("Figures, medians:");
        Figure("pgbench", static round => round.PgBench.Rate, Report.Text($"transactions/s, {clients} clients"));
        Figure("product on PostgreSQL", static round => round.Postgres.Rate, "postings/s");
        Figure("  its processor time", static round => round.Postgres.Cpu, "us a posting");
        Figure("  the database's", static round => round.Postgres.DatabaseCpu, "us a posting");
        Figure("  postings a transaction", static round => round.Postgres.Postings, "");
        Figure("bare COPY", static round => round.Copy.Rate, "postings/s: " + rows);
        Figure("bare COPY and head updates", static round => round.CopyHeads.Rate, "postings/s");
        Figure("product on SQLite", static round => round.Sqlite.Rate, "postings/s");
        Figure("  its processor time", static round => round.Sqlite.Cpu, "us a posting");
        Figure("  postings a transaction", static round => round.Sqlite.Postings, "");
        Figure("bare inserts", static round => round.Inserts.Rate, "postings/s");
        Figure("bare inserts and head updates", static round => round.InsertsHeads.Rate, "postings/s");

        void Ratio(string name, Func<StoresRound, double> of) => Console.WriteLine($"  {name,-52}{Report.Ratio(rounds.Select(of))}");

        void Figure(string name, Func<StoresRound, double> of, string unit) =>
            Report.Line($"  {name,-34}{Report.Median(rounds.Select(of)),12:N1} {unit}");
    }
}
