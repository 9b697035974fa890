using System.Buffers.Binary;
using Npgsql;

namespace Monitoring.Silo.Stores.Postgres;

/// <summary>
/// Rows of a COPY in PostgreSQL's binary format, encoded straight into a buffer that is used again: the driver's own importer asks for each
/// value's type and converter, which takes longer than all the rest of a row. For one thread.
/// </summary>
internal sealed class BinaryCopy(NpgsqlConnection connection, string text)
{
    /// <summary>Sent when so full: the server works on what has come while the next is encoded.</summary>
    private const int BufferBytes = 64 * 1024;

    /// <summary>Room for the longest row but its one value of any length.</summary>
    private const int RowBytesMax = 512;

    private static readonly byte[] Header = [.. "PGCOPY\n"u8, 0xFF, (byte)'\r', (byte)'\n', 0, 0, 0, 0, 0, 0, 0, 0, 0];

    private readonly byte[] _buffer = new byte[BufferBytes];
    private NpgsqlRawCopyStream? _stream;
    private int _length;

    /// <summary>Sends rows. When one of them cannot be made, nothing of the COPY comes to be.</summary>
    /// <param name="rows">Writes them.</param>
    /// <exception cref="PostgresException">The server refuses a row.</exception>
    public void Send(Action<BinaryCopy> rows)
    {
        _stream = connection.BeginRawBinaryCopy(text);
        try
        {
            Header.CopyTo(_buffer, 0);
            _length = Header.Length;
            rows(this);
            // The last row may have filled it.
            if (_buffer.Length - _length < sizeof(short)) Flush();
            Put((short)-1);
            Flush();
        }
        catch
        {
            using (_stream) _stream.Cancel();
            throw;
        }

        // The server's answer.
        _stream.Dispose();
    }

    /// <summary>Begins a row.</summary>
    public void Row(short columns)
    {
        if (_buffer.Length - _length < RowBytesMax) Flush();
        Put(columns);
    }

    /// <summary>A bigint.</summary>
    public void Write(long value)
    {
        BinaryPrimitives.WriteInt32BigEndian(_buffer.AsSpan(_length), sizeof(long));
        BinaryPrimitives.WriteInt64BigEndian(_buffer.AsSpan(_length + sizeof(int)), value);
        _length += sizeof(int) + sizeof(long);
    }

    /// <summary>An integer.</summary>
    public void Write(int value)
    {
        BinaryPrimitives.WriteInt32BigEndian(_buffer.AsSpan(_length), sizeof(int));
        BinaryPrimitives.WriteInt32BigEndian(_buffer.AsSpan(_length + sizeof(int)), value);
        _length += sizeof(int) + sizeof(int);
    }

    /// <summary>A smallint.</summary>
    public void Write(short value)
    {
        BinaryPrimitives.WriteInt32BigEndian(_buffer.AsSpan(_length), sizeof(short));
        _length += sizeof(int);
        Put(value);
    }

    /// <summary>A uuid, its bytes in the number's order.</summary>
    public void Write(UInt128 value)
    {
        BinaryPrimitives.WriteInt32BigEndian(_buffer.AsSpan(_length), 16);
        BinaryPrimitives.WriteUInt128BigEndian(_buffer.AsSpan(_length + sizeof(int)), value);
        _length += sizeof(int) + 16;
    }

    /// <summary>A bytea of any length.</summary>
    public void Write(ReadOnlySpan<byte> value)
    {
        BinaryPrimitives.WriteInt32BigEndian(_buffer.AsSpan(_length), value.Length);
        _length += sizeof(int);
        if (value.Length > _buffer.Length - _length)
        {
            Flush();
            if (value.Length > _buffer.Length)
            {
                _stream!.Write(value);
                return;
            }
        }

        value.CopyTo(_buffer.AsSpan(_length));
        _length += value.Length;
    }

    private void Put(short value)
    {
        BinaryPrimitives.WriteInt16BigEndian(_buffer.AsSpan(_length), value);
        _length += sizeof(short);
    }

    private void Flush()
    {
        _stream!.Write(_buffer.AsSpan(0, _length));
        _length = 0;
    }
}
