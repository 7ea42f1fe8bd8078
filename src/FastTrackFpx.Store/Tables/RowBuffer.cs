using System.Buffers.Binary;
using System.IO.Hashing;
using System.Runtime.InteropServices;
using FastTrackFpx.Rest.Data;

namespace FastTrackFpx.Store.Tables;

/// <summary>The kind of a value, as it begins the bytes of the value. Stored hashes depend on the numbers.</summary>
internal enum ValueKind : byte
{
    Null = 0,
    Text = 1,
    Integer = 2,
    Real = 3,
    Flag = 4,
    Time = 5,
    Id = 6,
    Decimal = 7,
}

/// <summary>
/// Rows as bytes, so that the values of a record are computed once: for the hash that is stored with a row and recognises it if it is unchanged, for the hash
/// of its key, which recognises a key that comes twice, and for the insert.
/// </summary>
internal sealed class RowBuffer : RowTarget
{
    private readonly List<(int Start, int KeyEnd, int End)> _rows = [];
    private byte[] _bytes = new byte[4096];
    private int _length;
    private int _keyEnd;
    private int _keysLeft;

    /// <summary>The bytes of a row. <see cref="RowReader"/> reads them.</summary>
    internal ReadOnlySpan<byte> this[int row] => _bytes.AsSpan(_rows[row].Start.._rows[row].End);

    internal void Clear()
    {
        _rows.Clear();
        _length = 0;
    }

    /// <summary>Appends the row of a record, and returns its hash.</summary>
    internal long Append(Table table, object record)
    {
        int start = _length;
        _keysLeft = table.KeyColumns.Length;
        table.Write(record, this);
        _rows.Add((start, _keyEnd, _length));
        return unchecked((long)XxHash3.HashToUInt64(_bytes.AsSpan(start, _length - start)));
    }

    /// <summary>The hash of the primary key of a row.</summary>
    internal UInt128 KeyHash(int row) => XxHash128.HashToUInt128(_bytes.AsSpan(_rows[row].Start.._rows[row].KeyEnd));

    // Each value begins with its kind, and a text with its length: values cannot run into each other.
    internal override void Add(string? text)
    {
        if (text is null)
        {
            AddNull();
            return;
        }

        Span<byte> bytes = Take(ValueKind.Text, sizeof(long) + (text.Length * sizeof(char)));
        BinaryPrimitives.WriteInt64LittleEndian(bytes, text.Length);
        MemoryMarshal.AsBytes(text.AsSpan()).CopyTo(bytes[sizeof(long)..]);
    }

    internal override void Add(long? number) => Add(ValueKind.Integer, number);

    internal override void Add(double? number) => Add(ValueKind.Real, number is { } value ? BitConverter.DoubleToInt64Bits(value) : null);

    internal override void Add(bool? flag) => Add(ValueKind.Flag, flag switch { null => null, true => 1L, false => 0L });

    internal override void Add(DateTimeOffset? time) => Add(ValueKind.Time, time?.UtcTicks);

    internal override void Add(Guid? id)
    {
        if (id is { } value) value.TryWriteBytes(Take(ValueKind.Id, 16));
        else AddNull();
    }

    internal override void Add(decimal? amount)
    {
        // Without trailing zeros, which say nothing.
        if (amount is { } value)
            decimal.GetBits(value / 1.0000000000000000000000000000m, MemoryMarshal.Cast<byte, int>(Take(ValueKind.Decimal, sizeof(decimal))));
        else AddNull();
    }

    private void AddNull() => Add(ValueKind.Null, 0L);

    private void Add(ValueKind kind, long? value)
    {
        if (value is { } some) BinaryPrimitives.WriteInt64LittleEndian(Take(kind, sizeof(long)), some);
        else AddNull();
    }

    private Span<byte> Take(ValueKind kind, int count)
    {
        int start = _length;
        _length += 1 + count;
        if (_length > _bytes.Length) Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length));
        if (--_keysLeft == 0) _keyEnd = _length;
        _bytes[start] = (byte)kind;
        return _bytes.AsSpan(start + 1, count);
    }
}

/// <summary>Reads the values of a row in a <see cref="RowBuffer"/>.</summary>
internal ref struct RowReader(ReadOnlySpan<byte> row)
{
    private ReadOnlySpan<byte> _rest = row;

    /// <summary>The present value with its kind: the same bytes are the same value.</summary>
    internal ReadOnlySpan<byte> Bytes { get; private set; }

    internal readonly ValueKind Kind => (ValueKind)Bytes[0];
    internal readonly long Integer => BinaryPrimitives.ReadInt64LittleEndian(Bytes[1..]);
    internal readonly double Real => BitConverter.Int64BitsToDouble(Integer);
    internal readonly bool Flag => Integer != 0;
    internal readonly DateTime Time => new(Integer, DateTimeKind.Utc);
    internal readonly Guid Id => new(Bytes[1..]);
    internal readonly decimal Decimal => new(MemoryMarshal.Cast<byte, int>(Bytes[1..]));
    internal readonly ReadOnlySpan<char> Text => MemoryMarshal.Cast<byte, char>(Bytes[(1 + sizeof(long))..]);

    internal void Read()
    {
        int length = 1 + (ValueKind)_rest[0] switch
        {
            ValueKind.Text => sizeof(long) + ((int)BinaryPrimitives.ReadInt64LittleEndian(_rest[1..]) * sizeof(char)),
            ValueKind.Id or ValueKind.Decimal => 16,
            _ => sizeof(long),
        };
        Bytes = _rest[..length];
        _rest = _rest[length..];
    }
}
