using System.Buffers.Binary;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using System.Text;
using FastTrackFpx.Rest.Data;

namespace FastTrackFpx.Store.Tables;

/// <summary>
/// A hash of all values of a row, stored with it: an unchanged row is recognised without reading it. A hash of the key alone finds the row again.
/// Values are collected in one buffer, because hashing it at once is several times as fast as hashing value by value.
/// </summary>
internal sealed class RowHash
{
    private byte[] _buffer = new byte[1024];
    private int _length;

    /// <summary>The hash of a row.</summary>
    internal long Of(object?[] row)
    {
        foreach (object? value in row) Append(value);
        long hash = unchecked((long)XxHash3.HashToUInt64(_buffer.AsSpan(0, _length)));
        _length = 0;
        return hash;
    }

    /// <summary>The hash of the primary key of a row.</summary>
    internal UInt128 OfKey(Table table, object?[] row)
    {
        foreach (int index in table.KeyColumns) Append(row[index]);
        return TakeKey();
    }

    /// <summary>The hash of the key whose values were appended one by one.</summary>
    internal UInt128 TakeKey()
    {
        UInt128 hash = XxHash128.HashToUInt128(_buffer.AsSpan(0, _length));
        _length = 0;
        return hash;
    }

    // Each value begins with its kind, and a text with its length: values cannot run into each other.
    internal void Append(object? value)
    {
        switch (value)
        {
            case null:
                Append(0, 0);
                break;
            case string text:
                Append(1, text.Length);
                MemoryMarshal.AsBytes(text.AsSpan()).CopyTo(Take(text.Length * sizeof(char)));
                break;
            case long number:
                Append(2, number);
                break;
            case double number:
                Append(3, BitConverter.DoubleToInt64Bits(number));
                break;
            case bool flag:
                Append(4, flag ? 1 : 0);
                break;
            case DateTimeOffset time:
                Append(5, time.UtcTicks);
                break;
            case Guid id:
                Append(id);
                break;
            case decimal amount:
                // Without trailing zeros, which say nothing.
                Span<byte> bytes = Take(1 + sizeof(decimal));
                bytes[0] = 7;
                decimal.GetBits(amount / 1.0000000000000000000000000000m, MemoryMarshal.Cast<byte, int>(bytes[1..]));
                break;
            default:
                throw new ArgumentException($"A row cannot hold a {value.GetType().Name}.", nameof(value));
        }
    }

    internal void Append(Guid id)
    {
        Span<byte> bytes = Take(17);
        bytes[0] = 6;
        id.TryWriteBytes(bytes[1..]);
    }

    /// <summary>A text as a database stores it.</summary>
    internal void AppendText(ReadOnlySpan<byte> utf8)
    {
        int length = Encoding.UTF8.GetCharCount(utf8);
        Append(1, length);
        Encoding.UTF8.GetChars(utf8, MemoryMarshal.Cast<byte, char>(Take(length * sizeof(char))));
    }

    internal void Append(long number) => Append(2, number);

    private void Append(byte kind, long value)
    {
        Span<byte> bytes = Take(9);
        bytes[0] = kind;
        BinaryPrimitives.WriteInt64LittleEndian(bytes[1..], value);
    }

    private Span<byte> Take(int count)
    {
        if (_length + count > _buffer.Length) Array.Resize(ref _buffer, Math.Max(_buffer.Length * 2, _length + count));
        _length += count;
        return _buffer.AsSpan(_length - count, count);
    }
}
