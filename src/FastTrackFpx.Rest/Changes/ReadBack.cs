namespace FastTrackFpx.Rest.Changes;

internal enum ReadBackFinding
{
    Found,

    /// <summary>The service holds what it held before. For a create this proves nothing: the request may still arrive.</summary>
    Unchanged,

    Different,

    /// <summary>There are records that may or may not come from this write.</summary>
    Ambiguous,
}

internal sealed record ReadBack<T>
{
    private readonly T? _value;

    internal required ReadBackFinding Finding { get; init; }

    internal T Value
    {
        get => Finding == ReadBackFinding.Found ? _value! : throw new InvalidOperationException("Nothing was found.");
        init => _value = value;
    }

    /// <summary>A sentence for the user; null if the record was found or is unchanged.</summary>
    internal string? Explanation { get; init; }

    internal static ReadBack<T> Found(T value) => new() { Finding = ReadBackFinding.Found, Value = value };

    internal static ReadBack<T> Unchanged() => new() { Finding = ReadBackFinding.Unchanged };

    internal static ReadBack<T> Different(string explanation) => new() { Finding = ReadBackFinding.Different, Explanation = explanation };

    internal static ReadBack<T> Ambiguous(string explanation) => new() { Finding = ReadBackFinding.Ambiguous, Explanation = explanation };
}

/// <summary>A create of this machine that may have made a record which is read back.</summary>
internal sealed record SentCreate(string Kind, string? Fingerprint, DateTimeOffset Time, TimeSpan? ClockSkew, string? Claim = null);

/// <summary>What is known locally about a write when its record is read back.</summary>
internal sealed class ReadBackContext
{
    internal required SentCreate Sent { get; init; }
    internal IReadOnlyList<SentCreate> Others { get; init; } = [];
    /// <summary>True if the write is sent again if it turns out not to have been carried out.</summary>
    internal bool MayRepeat { get; set; }
    internal required Func<DateTimeOffset> Now { get; init; }
    /// <summary>The service's clock minus this machine's; null if no response has shown it. The response that is read back shows it.</summary>
    internal Func<TimeSpan?> ClockSkew { get; init; } = static () => null;

    internal DateTimeOffset ServiceTimeOf(SentCreate create) => create.Time + (create.ClockSkew ?? ClockSkew() ?? TimeSpan.Zero);

    internal DateTimeOffset ServiceNow() => Now() + (ClockSkew() ?? TimeSpan.Zero);

    internal bool MayStillArrive() => ServiceNow() - ServiceTimeOf(Sent) < ChangeRunner.LongestDelivery;
}

internal sealed record Candidate<T>(T Value, DateTimeOffset? Created, string Claim);

internal static class CreateMatch
{
    /// <summary>Clocks of headers and records of one service differ by seconds, and a Date header shows whole seconds.</summary>
    internal static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(10);

    /// <summary>A record this much older than the request is certainly not its result, even if a service writes local times without offset.</summary>
    internal static readonly TimeSpan LargestClockError = TimeSpan.FromDays(1);

    internal static ReadBack<T> Find<T>(IEnumerable<Candidate<T>> equal, ReadBackContext context)
    {
        var byClaim = equal.ToLookup(static candidate => candidate.Claim, StringComparer.Ordinal);
        // A record that another write claims is not a candidate.
        var claims = context.Others.Where(static other => other.Claim is not null).ToLookup(static other => other.Claim!, StringComparer.Ordinal);
        // The record of an equal write that is done under another id than its response said is one of them too.
        List<DateTimeOffset> writes = [.. context.Others
            .Where(other => other.Fingerprint == context.Sent.Fingerprint && (other.Claim is null || !byClaim.Contains(other.Claim)))
            .Append(context.Sent).Select(context.ServiceTimeOf).OrderBy(static time => time)];
        var sent = context.ServiceTimeOf(context.Sent);
        writes.RemoveAll(time => time < sent - LargestClockError);
        var open = byClaim.SelectMany(same => same.Skip(claims[same.Key].Count()))
            .Where(candidate => candidate.Created is null || candidate.Created >= writes[0] - LargestClockError)
            .ToList();
        if (open.Count == 0) return ReadBack<T>.Unchanged();
        // A record from the future shows that the clock of records is not the one of headers: then no time proves anything.
        var latest = context.ServiceNow() + ClockTolerance;
        var certain = open.Where(candidate => candidate.Created >= writes[0] - ClockTolerance && candidate.Created <= latest)
            .OrderBy(static candidate => candidate.Created).ToList();
        if (certain.Count == 0) return ReadBack<T>.Ambiguous("A record like it exists; it is not known whether it existed before.");
        return certain.Count == writes.Count
            ? ReadBack<T>.Found(certain[writes.IndexOf(sent)].Value)
            : ReadBack<T>.Ambiguous($"{certain.Count} records like it were created since, and {writes.Count} equal writes may have created them: they cannot be distinguished.");
    }
}
