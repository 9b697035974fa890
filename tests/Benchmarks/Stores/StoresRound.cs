using Monitoring.Benchmarks.Shared;

namespace Monitoring.Benchmarks.Stores;

/// <summary>What was measured in one round, each a second.</summary>
/// <param name="PgBench">Transactions of pgbench.</param>
/// <param name="Postgres">The product on PostgreSQL.</param>
/// <param name="Copy">Bare COPY of the product's rows.</param>
/// <param name="CopyHeads">The same with head updates.</param>
/// <param name="Sqlite">The product on SQLite.</param>
/// <param name="Inserts">Bare inserts into SQLite.</param>
/// <param name="InsertsHeads">The same with head updates.</param>
internal sealed record StoresRound(
    double PgBench, FeedRun Postgres, double Copy, double CopyHeads, FeedRun Sqlite, double Inserts, double InsertsHeads)
{
    /// <inheritdoc/>
    public override string ToString() => Report.Text($"""
        pgbench {PgBench:N0}/s; bare COPY {Copy:N0}/s, with heads {CopyHeads:N0}/s; bare inserts {Inserts:N0}/s, with heads {InsertsHeads:N0}/s
          on PostgreSQL {Postgres}
          on SQLite     {Sqlite}
        """);

    /// <summary>Writes ratios, then figures: medians of the rounds.</summary>
    public static void Print(IReadOnlyList<StoresRound> rounds, int clients, string rows)
    {
        Console.WriteLine();
        Report.Line($"Ratios, medians of {rounds.Count} rounds (least to greatest):");
        Ratio("product on PostgreSQL / pgbench", static round => round.Postgres.Rate / round.PgBench);
        Ratio("product on PostgreSQL / bare COPY", static round => round.Postgres.Rate / round.Copy);
        Ratio("product on PostgreSQL / bare COPY and head updates", static round => round.Postgres.Rate / round.CopyHeads);
        Ratio("product on SQLite / bare inserts", static round => round.Sqlite.Rate / round.Inserts);
        Ratio("product on SQLite / bare inserts and head updates", static round => round.Sqlite.Rate / round.InsertsHeads);
        Ratio("product on SQLite / product on PostgreSQL", static round => round.Sqlite.Rate / round.Postgres.Rate);
        Console.WriteLine();
        Console.WriteLine("Figures, medians:");
        Figure("pgbench", static round => round.PgBench, Report.Text($"transactions/s, {clients} clients"));
        Figure("product on PostgreSQL", static round => round.Postgres.Rate, "postings/s");
        Figure("  its processor time", static round => round.Postgres.Cpu, "us a posting");
        Figure("  the database's", static round => round.Postgres.DatabaseCpu, "us a posting");
        Figure("  postings a transaction", static round => round.Postgres.Postings, "");
        Figure("bare COPY", static round => round.Copy, "postings/s: " + rows);
        Figure("bare COPY and head updates", static round => round.CopyHeads, "postings/s");
        Figure("product on SQLite", static round => round.Sqlite.Rate, "postings/s");
        Figure("  its processor time", static round => round.Sqlite.Cpu, "us a posting");
        Figure("  postings a transaction", static round => round.Sqlite.Postings, "");
        Figure("bare inserts", static round => round.Inserts, "postings/s");
        Figure("bare inserts and head updates", static round => round.InsertsHeads, "postings/s");

        void Ratio(string name, Func<StoresRound, double> of) => Console.WriteLine($"  {name,-52}{Report.Ratio(rounds.Select(of))}");

        void Figure(string name, Func<StoresRound, double> of, string unit) =>
            Report.Line($"  {name,-34}{Report.Median(rounds.Select(of)),12:N1} {unit}");
    }
}
