using System.Buffers.Binary;
using System.IO.Hashing;
using System.Runtime.InteropServices;

namespace FastTrackFpx.Store.Tables;

/// <summary>A hash of all values of a row, stored with it: an unchanged row is recognised without reading it.</summary>
internal sealed class RowHash
{
    private readonly XxHash3 _hash = new();
    private readonly byte[] _buffer = new byte[17];

    /// <summary>The hash of a row.</summary>
    internal long Of(object?[] row)
    {
        foreach (object? value in row) Append(value);
        long hash = unchecked((long)_hash.GetCurrentHashAsUInt64());
        _hash.Reset();
        return hash;
    }

    // Each value begins with its kind, and a text with its length: values cannot run into each other.
    private void Append(object? value)
    {
        switch (value)
        {
            case null:
                Append(0, 0);
                break;
            case string text:
                Append(1, text.Length);
                _hash.Append(MemoryMarshal.AsBytes(text.AsSpan()));
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
                _buffer[0] = 6;
                id.TryWriteBytes(_buffer.AsSpan(1));
                _hash.Append(_buffer);
                break;
            case decimal amount:
                // Without trailing zeros, which say nothing.
                _buffer[0] = 7;
                Span<int> bits = stackalloc int[4];
                decimal.GetBits(amount / 1.0000000000000000000000000000m, bits);
                MemoryMarshal.AsBytes(bits).CopyTo(_buffer.AsSpan(1));
                _hash.Append(_buffer);
                break;
            default:
                throw new ArgumentException($"A row cannot hold a {value.GetType().Name}.", nameof(value));
        }
    }

    private void Append(byte kind, long value)
    {
        _buffer[0] = kind;
        BinaryPrimitives.WriteInt64LittleEndian(_buffer.AsSpan(1), value);
        _hash.Append(_buffer.AsSpan(0, 9));
    }
}
