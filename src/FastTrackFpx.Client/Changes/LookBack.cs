using System;

namespace FastTrackFpx.Client.Changes;

/// <summary>What reading back shows of a write whose answer never came.</summary>
internal enum LookBackFinding
{
    /// <summary>The service holds what was meant.</summary>
    Found,

    /// <summary>The service holds what it held before.</summary>
    Absent,

    /// <summary>The service holds something else.</summary>
    Other,
}

/// <summary>What reading back shows, with the record where it was found.</summary>
/// <typeparam name="T">What the write gives.</typeparam>
internal sealed class LookBack<T>
{
    private readonly T? _value;

    private LookBack(LookBackFinding finding, T? value, string? present)
    {
        Finding = finding;
        _value = value;
        Present = present;
    }

    internal LookBackFinding Finding { get; }

    /// <summary>What was found.</summary>
    internal T Value => Finding == LookBackFinding.Found ? _value! : throw new InvalidOperationException("Nothing was found.");

    /// <summary>What stands there instead, in words.</summary>
    internal string? Present { get; }

    internal static LookBack<T> Found(T value) => new(LookBackFinding.Found, value, null);

    internal static LookBack<T> Absent() => new(LookBackFinding.Absent, default, null);

    internal static LookBack<T> Other(string present) => new(LookBackFinding.Other, default, present);
}
