using Monitoring.TestServers;
using Npgsql;

namespace Monitoring.Silo.Tests.Stores.Postgres;

public sealed class PostgresServerTests
{
    [Fact]
    public async Task A_killed_server_comes_back_with_its_data_and_a_paused_one_answers_later()
    {
        Assert.SkipWhen(PostgresServer.WhyNot is not null, PostgresServer.WhyNot ?? "");
        await using var server = await PostgresServer.StartAsync(cancellation: TestContext.Current.CancellationToken);
        var database = await server.CreateDatabaseAsync(cancellation: TestContext.Current.CancellationToken);
        await CountAsync(database, "create table seen (x int); insert into seen values (1)");

        await server.KillAsync();
        await Assert.ThrowsAnyAsync<NpgsqlException>(() => CountAsync(database, "select 1"));
        await server.RestartAsync(TestContext.Current.CancellationToken);
        Assert.Equal(1, await CountAsync(database, "insert into seen values (2)"));

        server.Pause();
        var late = CountAsync(database, "insert into seen values (3)");
        Assert.False(late.IsCompleted);
        server.Resume();
        Assert.Equal(1, await late);
        Assert.True(server.CpuSeconds() > 0);
        Assert.True(Directory.Exists(server.Folder));
        var folder = server.Folder;
        await server.DisposeAsync();
        Assert.False(Directory.Exists(folder));
    }

    private static async Task<int> CountAsync(string database, string sql)
    {
        await using var connection = new NpgsqlConnection(database);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
