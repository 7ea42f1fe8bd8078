namespace FastTrackFpx.Rest.Changes;

internal enum ReadBackFinding
{
    /// <summary>The service holds exactly what was sent.</summary>
    Found,

    /// <summary>The service holds what it held before. For a create this proves nothing: the request may still arrive.</summary>
    Unchanged,

    /// <summary>The service holds something else.</summary>
    Different,

    /// <summary>There are records that may or may not come from this write.</summary>
    Ambiguous,
}

/// <summary>What reading a record after a lost response shows.</summary>
internal sealed class ReadBack<T>
{
    private readonly T? _value;

    private ReadBack(ReadBackFinding finding, T? value, string? explanation)
    {
        Finding = finding;
        _value = value;
        Explanation = explanation;
    }

    internal ReadBackFinding Finding { get; }

    internal T Value => Finding == ReadBackFinding.Found ? _value! : throw new InvalidOperationException("Nothing was found.");

    /// <summary>A sentence for the user; null if the record was found or is unchanged.</summary>
    internal string? Explanation { get; }

    internal static ReadBack<T> Found(T value) => new(ReadBackFinding.Found, value, null);

    internal static ReadBack<T> Unchanged() => new(ReadBackFinding.Unchanged, default, null);

    internal static ReadBack<T> Different(string explanation) => new(ReadBackFinding.Different, default, explanation);

    internal static ReadBack<T> Ambiguous(string explanation) => new(ReadBackFinding.Ambiguous, default, explanation);
}

/// <summary>What is known locally about a write when its record is read back.</summary>
internal sealed class ReadBackContext
{
    /// <summary>When the write was first sent, by this machine's clock.</summary>
    internal required DateTimeOffset Sent { get; init; }

    /// <summary>The service's clock minus this machine's; null if no response has shown it.</summary>
    internal TimeSpan? ClockSkew { get; init; }

    /// <summary>When other equal writes were sent whose outcome is not known either: each of them may have made what is found.</summary>
    internal IReadOnlyList<DateTimeOffset> Rivals { get; init; } = [];

    /// <summary>Returns how many records under a claim are known to come from other writes.</summary>
    internal Func<string, int> TimesClaimed { get; init; } = static _ => 0;

    /// <summary>True while a request may still be under way somewhere between this machine and the service.</summary>
    internal bool MayStillArrive { get; init; } = true;
}

/// <summary>A record that holds what a create was meant to make.</summary>
/// <param name="Value">The record.</param>
/// <param name="Created">When the service says that it was created.</param>
/// <param name="Claim">The record's id, or what stands for one; records without an id may share it.</param>
internal sealed record Candidate<T>(T Value, DateTimeOffset? Created, string Claim);

/// <summary>Decides which of several equal records a create made.</summary>
internal static class CreateMatch
{
    /// <summary>Clocks of headers and records of one service differ by seconds, and a Date header shows whole seconds.</summary>
    internal static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(10);

    /// <summary>A record this much older than the request is certainly not its result.</summary>
    internal static readonly TimeSpan LargestClockError = TimeSpan.FromMinutes(5);

    /// <param name="equal">All records that hold what was sent.</param>
    /// <param name="context">What is known about this write and about equal ones.</param>
    internal static ReadBack<T> Find<T>(IEnumerable<Candidate<T>> equal, ReadBackContext context)
    {
        List<DateTimeOffset> writes = [.. context.Rivals.Append(context.Sent).OrderBy(static time => time)];
        var first = writes[0] + (context.ClockSkew ?? TimeSpan.Zero);
        var open = equal.GroupBy(static candidate => candidate.Claim, StringComparer.Ordinal)
            .SelectMany(same => same.Skip(context.TimesClaimed(same.Key)))
            .Where(candidate => candidate.Created is null || candidate.Created >= first - LargestClockError)
            .ToList();
        var certain = open.Where(candidate => candidate.Created >= first - ClockTolerance).OrderBy(static candidate => candidate.Created).ToList();
        if (open.Count == 0) return ReadBack<T>.Unchanged();
        if (certain.Count == 0) return ReadBack<T>.Ambiguous("A record like it exists; it is not known whether it existed before.");
        return certain.Count == writes.Count
            ? ReadBack<T>.Found(certain[writes.IndexOf(context.Sent)].Value)
            : ReadBack<T>.Ambiguous($"{certain.Count} records like it were created since, and {writes.Count} equal writes may have created them: they cannot be distinguished.");
    }
}
