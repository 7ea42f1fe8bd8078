namespace FastTrackFpx.Changes;

/// <summary>A write as the noun it belongs to describes it.</summary>
/// <typeparam name="T">What it gives.</typeparam>
internal sealed class Write<T>
{
    internal Write(FpxChange change, Func<CancellationToken, Task<T>> send)
    {
        Change = change;
        Send = send;
    }

    /// <summary>What the journal is told.</summary>
    internal FpxChange Change { get; }

    /// <summary>Makes the call once.</summary>
    internal Func<CancellationToken, Task<T>> Send { get; }

    /// <summary>
    /// Reads back whether the write was carried out, given when it was sent (our clock); null where nothing tells.
    /// </summary>
    internal Func<DateTimeOffset, CancellationToken, Task<ReadBack<T>>>? ReadBack { get; set; }

    /// <summary>
    /// Whether a second arrival makes a second record. Such a write is looked for with more patience, and never beside an equal one of this session.
    /// </summary>
    internal bool Multiplies { get; set; }

    /// <summary>What equal writes have in common; where <see cref="Multiplies"/>.</summary>
    internal string? Fingerprint { get; set; }

    /// <summary>Puts what the service holds now into the change.</summary>
    internal Action<FpxChange, T>? Note { get; set; }

    /// <summary>What is wrong with an answer that came, in words; null when it is as meant.</summary>
    internal Func<T, string?>? Judge { get; set; }
}
