using Monitoring.Silo.Stores.Postgres;
using Npgsql;

namespace Monitoring.Silo.Tests.Stores.Postgres;

/// <summary>Rows sent in PostgreSQL's binary format arrive as they were, wherever the buffer ends.</summary>
public sealed class BinaryCopyTests : IDisposable
{
    private const int Around = 64 * 1024;

    private readonly PostgresTestStore _database = new();

    public void Dispose() => _database.Dispose();

    [Fact]
    public async Task A_row_that_ends_near_the_end_of_the_buffer_arrives_whole()
    {
        await using var connection = new NpgsqlConnection(_database.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await ExecuteAsync(connection, "create temp table line (number bigint, data bytea)");
        var copy = new BinaryCopy(connection, "copy line (number, data) from stdin (format binary)");
        for (var length = Around - 64; length <= Around + 8; length++)
        {
            copy.Send(rows =>
            {
                rows.Row(2);
                rows.Write((long)length);
                rows.Write(new byte[length]);
            });
        }

        Assert.Equal(73L, await ExecuteAsync(connection, "select count(*) from line where length(data) = number"));
    }

    [Fact]
    public async Task A_row_that_cannot_be_made_leaves_nothing_behind()
    {
        await using var connection = new NpgsqlConnection(_database.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await ExecuteAsync(connection, "create temp table line (number bigint)");
        var copy = new BinaryCopy(connection, "copy line (number) from stdin (format binary)");
        Assert.Throws<InvalidOperationException>(() => copy.Send(rows =>
        {
            rows.Row(1);
            rows.Write(1L);
            throw new InvalidOperationException("The row is at fault.");
        }));
        Assert.Equal(0L, await ExecuteAsync(connection, "select count(*) from line"));
    }

    private static async Task<object?> ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }
}
