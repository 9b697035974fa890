using Microsoft.Extensions.Logging.Abstractions;
using Monitoring.Silo.Stores;
using Monitoring.Silo.Stores.Sqlite;

namespace Monitoring.Silo.Tests.Stores;

public sealed class SqliteCheckpointerTests : IDisposable
{
    private const int Writes = 1_024;
    private const int BytesOfWrite = 64 << 10;

    private readonly SqliteTestStore _database = new();

    public void Dispose() => _database.Dispose();

    [Fact]
    public void The_log_stays_short_though_no_copy_beside_the_writer_succeeds()
    {
        var options = new StoreOptions { CheckpointBytes = 1 << 20, CheckpointForcedBytes = 2 << 20 };
        var path = Path.Combine(_database.Folder, "checkpointed.db");
        using var writer = SqliteSession.OpenWriter(path, options);
        writer.Execute("create table bulk (data blob)");
        using var checkpointer = new SqliteCheckpointer(
            static () => throw new StoreException("too many open files"), writer.Scalar("pragma page_size"), options, NullLogger.Instance);
        for (var i = 0; i < Writes; i++)
        {
            writer.Execute($"insert into bulk values (zeroblob({BytesOfWrite}))");
            checkpointer.Wrote(writer);
        }

        // The log is begun anew where it stands, so that its file tells how long it ever was.
        Assert.InRange(new FileInfo(path + "-wal").Length, 1, Writes * (long)BytesOfWrite / 4);
        Assert.Equal(Writes, writer.Scalar("select count(*) from bulk"));
    }
}
