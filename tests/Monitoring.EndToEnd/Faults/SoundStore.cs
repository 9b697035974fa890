using System.Text;
using Monitoring.EndToEnd.Support;
using SQLitePCL;

namespace Monitoring.EndToEnd.Faults;

/// <summary>A data directory with accounts, alerts and snapshots, made once by a real server, to be copied and damaged.</summary>
public sealed class SoundStore : IAsyncLifetime
{
    private const int Accounts = 3;
    private const int PostingsEach = 150;

    private readonly TemporaryFolder _folder = new();

    static SoundStore() => Batteries_V2.Init();

    public async ValueTask InitializeAsync()
    {
        await using var server = await Server.StartAsync(_folder.Path);
        var body = string.Concat(Enumerable.Range(0, Accounts * PostingsEach).Select(static i =>
            $$"""{"postingId":"P-{{i}}","account":"A{{i % Accounts}}","direction":"debit","amount":{{i + 1}},"currency":"CNY","bookedAt":"2026-03-02T10:00:00+08:00"}""" + "\n"));
        await server.SendAsync("/feed/postings", Encoding.UTF8.GetBytes(body));
        using var poll = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        using var late = new CancellationTokenSource(TimeSpan.FromMinutes(1));
        while (Run(_folder.Path, "select count(*) from snapshot") < Accounts) await poll.WaitForNextTickAsync(late.Token);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Copies it, damaged by a statement that must hit something.</summary>
    internal void CopyTo(TemporaryFolder target, string? damage)
    {
        foreach (var file in Directory.GetFiles(_folder.Path)) File.Copy(file, Path.Combine(target.Path, Path.GetFileName(file)));
        if (damage is not null) Assert.NotEqual(0, Run(target.Path, damage));
    }

    /// <summary>The first column of a query, or the rows that a statement changed.</summary>
    private static long Run(string folder, string sql)
    {
        Assert.Equal(raw.SQLITE_OK, raw.sqlite3_open_v2(Path.Combine(folder, "monitoring.db"), out var database, raw.SQLITE_OPEN_READWRITE, null!));
        try
        {
            raw.sqlite3_busy_timeout(database, 10_000);
            Assert.Equal(raw.SQLITE_OK, raw.sqlite3_prepare_v2(database, sql, out sqlite3_stmt statement));
            using (statement)
            {
                if (raw.sqlite3_step(statement) == raw.SQLITE_ROW) return raw.sqlite3_column_int64(statement, 0);
            }

            return raw.sqlite3_changes(database);
        }
        finally
        {
            raw.sqlite3_close_v2(database);
        }
    }
}
