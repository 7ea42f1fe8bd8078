using System;
using System.Collections.Generic;

namespace FastTrackFpx.Benchmarks.Contenders;

/// <summary>What work has given, before it is looked at more closely: the clock has stopped by then.</summary>
internal sealed class WorkResult
{
    public long Count { get; init; }

    /// <summary>Reckons the checksum of the ids; null where there is none.</summary>
    public Func<string>? Checksum { get; init; }

    /// <summary>How long it took until the first record.</summary>
    public TimeSpan First { get; init; }

    /// <summary>How long it took, where not the whole counts.</summary>
    public TimeSpan? Taken { get; init; }

    /// <summary>Milliseconds of single steps.</summary>
    public IReadOnlyList<double> Times { get; init; } = [];

    /// <summary>Records with GUIDs.</summary>
    public static WorkResult Of<T>(IReadOnlyCollection<T> records, Func<T, Guid> id) => new() { Count = records.Count, Checksum = () => Sum(records, id) };

    private static string Sum<T>(IEnumerable<T> records, Func<T, Guid> id)
    {
        long sum = 0;
        foreach (T record in records) sum ^= BitConverter.ToInt64(id(record).ToByteArray());
        return sum.ToString("x16");
    }
}
