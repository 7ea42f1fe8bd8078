namespace FastTrackFpx.Changes;

/// <summary>What reading back shows of a write whose answer never came.</summary>
internal enum ReadBackOutcome
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
internal sealed class ReadBack<T>
{
    private readonly T? _value;

    private ReadBack(ReadBackOutcome finding, T? value, string? present)
    {
        Finding = finding;
        _value = value;
        Present = present;
    }

    internal ReadBackOutcome Finding { get; }

    /// <summary>What was found.</summary>
    internal T Value => Finding == ReadBackOutcome.Found ? _value! : throw new InvalidOperationException("Nothing was found.");

    /// <summary>What stands there instead, in words.</summary>
    internal string? Present { get; }

    internal static ReadBack<T> Found(T value) => new(ReadBackOutcome.Found, value, null);

    internal static ReadBack<T> Absent() => new(ReadBackOutcome.Absent, default, null);

    internal static ReadBack<T> Other(string present) => new(ReadBackOutcome.Other, default, present);
}
