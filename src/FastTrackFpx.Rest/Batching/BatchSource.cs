namespace FastTrackFpx.Rest.Batching;

/// <summary>How the records of parents are read: of many together in one call, and of one alone.</summary>
internal sealed class BatchSource<TKey, T>(RestClient client, Func<TKey, (int Number, int Size), CancellationToken, Task<Page<T>>> readAlone)
    where TKey : notnull
{
    /// <summary>If each parent is a call of its own, the same number is under way.</summary>
    private readonly SemaphoreSlim _turns = new(CallPace.UnderWay(client.RequestsPerMinute, client.Latency));

    /// <summary>Reads a page of each of up to 25 parents in one call; null where no endpoint does that.</summary>
    internal Func<IReadOnlyList<TKey>, (int Number, int Size), CancellationToken, Task<TogetherAnswer<TKey, T>>>? ReadTogether { get; set; }

    /// <summary>Whether the call for many takes page inputs. If it does not, a parent that has more is read again, whole, by its own endpoint.</summary>
    internal bool IsPagedTogether { get; set; }

    /// <summary>Whether a parent that is not in the answer may simply have no records, so that its own endpoint must tell.</summary>
    internal bool AbsentMayBeEmpty { get; set; }

    internal Func<T, object?>? Key { get; set; }

    internal int LargestSize { get; set; } = PagedSequence<T>.UsualSize;

    /// <summary>What the call for many is known by, to remember that the service does not have it.</summary>
    internal string Name { get; set; } = string.Empty;

    internal string Noun { get; set; } = "parent";

    internal string AbsentAction { get; set; } = "Check the id.";

    internal TimeProvider TimeProvider => client.TimeProvider;

    /// <summary>How many calls to have under way now, by how long responses take lately.</summary>
    internal int CallsUnderWay => CallPace.UnderWay(client.RequestsPerMinute, client.Latency);

    internal bool CanReadTogether => ReadTogether is not null && !client.Remembered.ContainsKey("alone:" + Name);

    internal void ForgetTogether() => client.Remembered["alone:" + Name] = string.Empty;

    /// <summary>Reads a page of one parent by its own endpoint, as soon as one more call may be under way.</summary>
    internal async Task<Page<T>> ReadAloneAsync(TKey key, (int Number, int Size) page, CancellationToken cancellationToken)
    {
        await _turns.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await readAlone(key, page, cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            _turns.Release();
        }
    }
}

internal sealed class TogetherAnswer<TKey, T>
    where TKey : notnull
{
    internal Dictionary<TKey, Page<T>> Pages { get; } = [];

    /// <summary>Groups without a record, so that nobody can say whose they are.</summary>
    internal int NamelessGroups { get; set; }
}
