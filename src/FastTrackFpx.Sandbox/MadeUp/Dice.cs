using System.Buffers.Binary;

namespace FastTrackFpx.Sandbox.MadeUp;

/// <summary>
/// Random numbers that are the same on every machine and with every version of .NET (SplitMix64). Dice belong to one
/// thing, identified by seed, subject and number, so that things can be made up in any order.
/// </summary>
internal struct Dice
{
    private ulong _state;

    public Dice(int seed, string subject, long number = 0, long part = 0)
    {
        ulong hash = 14695981039346656037;
        foreach (char c in subject) hash = (hash ^ c) * 1099511628211;
        _state = Mix(hash ^ Mix((uint)seed)) ^ Mix((ulong)number + 0x51_7C_C1_B7) ^ Mix((ulong)part * 0x2545F4914F6CDD1D);
        Next();
    }

    /// <summary>A number from 0 up to, but not including, the limit.</summary>
    public int Below(int limit) => (int)(((Next() >> 32) * (ulong)limit) >> 32);

    /// <summary>A number between the two, both included.</summary>
    public int Between(int least, int most) => least + Below(most - least + 1);

    /// <summary>True in this percentage of cases.</summary>
    public bool Chance(int percent) => Below(100) < percent;

    public T Of<T>(ReadOnlySpan<T> choices) => choices[Below(choices.Length)];

    /// <summary>A GUID of version 4 form.</summary>
    public Guid Guid()
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64LittleEndian(bytes, Next());
        BinaryPrimitives.WriteUInt64LittleEndian(bytes[8..], Next());
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x40);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    public string GuidText() => Guid().ToString("D");

    private ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        return Mix(_state);
    }

    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EB;
        return value ^ (value >> 31);
    }
}
