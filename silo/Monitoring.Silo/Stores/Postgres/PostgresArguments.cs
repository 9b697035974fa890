using Npgsql;
using NpgsqlTypes;

namespace Monitoring.Silo.Stores.Postgres;

/// <summary>Arguments of statements: numbers, texts and bytes.</summary>
internal static class PostgresArguments
{
    /// <summary>A parameter for an argument; nothing is taken for a text.</summary>
    public static NpgsqlParameter New(object? argument) => new()
    {
        NpgsqlDbType = argument switch
        {
            long => NpgsqlDbType.Bigint,
            byte[] => NpgsqlDbType.Bytea,
            string or null => NpgsqlDbType.Text,
            _ => throw new ArgumentException($"A {argument.GetType().Name} is no argument of a query.", nameof(argument)),
        },
        Value = argument ?? DBNull.Value,
    };
}
