using System.Buffers.Binary;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using FastTrackFpx.Rest.Data;

namespace FastTrackFpx.Store.Tables;

/// <summary>
/// A hash of all values of a row, stored with it: an unchanged row is recognised without reading it. A hash of the key alone recognises a key that comes twice.
/// Values are collected in one buffer, because hashing it at once is several times as fast as hashing value by value.
/// </summary>
internal sealed class RowHash : RowTarget
{
    private byte[] _buffer = new byte[1024];
    private int _length;

    /// <summary>The hash of a row.</summary>
    internal long Of(Table table, object record)
    {
        table.Write(record, this);
        long hash = unchecked((long)XxHash3.HashToUInt64(_buffer.AsSpan(0, _length)));
        _length = 0;
        return hash;
    }

    /// <summary>The hash of the primary key of a record.</summary>
    internal UInt128 OfKey(Table table, object record)
    {
        table.Write(record, this, keyOnly: true);
        UInt128 hash = XxHash128.HashToUInt128(_buffer.AsSpan(0, _length));
        _length = 0;
        return hash;
    }

    // Each value begins with its kind, and a text with its length: values cannot run into each other.
    internal override void Add(string? text)
    {
        if (text is null)
        {
            AddNull();
            return;
        }

        Add(1, text.Length);
        MemoryMarshal.AsBytes(text.AsSpan()).CopyTo(Take(text.Length * sizeof(char)));
    }

    internal override void Add(long? number)
    {
        if (number is { } value) Add(2, value);
        else AddNull();
    }

    internal override void Add(double? number)
    {
        if (number is { } value) Add(3, BitConverter.DoubleToInt64Bits(value));
        else AddNull();
    }

    internal override void Add(bool? flag)
    {
        if (flag is { } value) Add(4, value ? 1 : 0);
        else AddNull();
    }

    internal override void Add(DateTimeOffset? time)
    {
        if (time is { } value) Add(5, value.UtcTicks);
        else AddNull();
    }

    internal override void Add(Guid? id)
    {
        if (id is not { } value)
        {
            AddNull();
            return;
        }

        Span<byte> bytes = Take(17);
        bytes[0] = 6;
        value.TryWriteBytes(bytes[1..]);
    }

    internal override void Add(decimal? amount)
    {
        if (amount is not { } value)
        {
            AddNull();
            return;
        }

        // Without trailing zeros, which say nothing.
        Span<byte> bytes = Take(1 + sizeof(decimal));
        bytes[0] = 7;
        decimal.GetBits(value / 1.0000000000000000000000000000m, MemoryMarshal.Cast<byte, int>(bytes[1..]));
    }

    private void AddNull() => Add(0, 0);

    private void Add(byte kind, long value)
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
