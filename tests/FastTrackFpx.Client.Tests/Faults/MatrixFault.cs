namespace FastTrackFpx.Client.Tests.Faults;

/// <summary>
/// Something that goes wrong, and what must come of it. Once and always are kept apart; "right +2" is the right result after two calls more than
/// without the fault, "Throttled 8" that error after eight calls; without a number, after as many as time allows.
/// </summary>
internal sealed record MatrixFault(string Name, string Json, MatrixRule Read, MatrixRule Write)
{
    private static readonly MatrixRule Unharmed = new("right +0", "right +0");

    /// <summary>A write that did nothing and does not say so: a change is sent again, and in the end nobody knows.</summary>
    private static readonly MatrixRule Repeated = new("right +1", "WriteUnsettled 5");

    /// <summary>The same for a create: a second request could make a second record.</summary>
    private static readonly MatrixRule Unsettled = Once("WriteUnsettled 1");

    /// <summary>What comes of a call for many tenants, where that is not what comes of any read.</summary>
    internal MatrixRule? Batch { get; init; }

    /// <summary>What comes of a write that creates a record, if that is not what comes of any write.</summary>
    internal MatrixRule? Create { get; init; }

    internal IReadOnlyDictionary<string, MatrixRule> Exceptions { get; init; } = new Dictionary<string, MatrixRule>();

    /// <summary>Whether it is about which page is given, so that it shows from the second page on.</summary>
    internal bool IsOfPages => Json.Contains("Page\"", StringComparison.Ordinal);

    internal bool IsSlow => Json.Contains("\"delay\"", StringComparison.Ordinal);

    /// <summary>Every kind of failure that a plan can bring about, with every status that the documents name.</summary>
    internal static IReadOnlyList<MatrixFault> All { get; } = [.. Refusals, .. Outages, .. Resets, .. Delays, .. Bodies, .. Oddities];

    /// <summary>Nobody repeats what was refused. A call for many may be refused for the sake of one: it is halved.</summary>
    private static IEnumerable<MatrixFault> Refusals =>
    [
        Status(400, Once("RequestRefused 1")) with
        {
            Batch = new("right +2", "right +18"),

            // A refusal that names no field may be for required fields that were not sent.
            Exceptions = new Dictionary<string, MatrixRule> { ["contact PATCH"] = new("right +1", "RequestRefused 1") },
        },
        Status(401, Once("NotAuthenticated 1")),
        Status(403, Once("NotAuthorized 1")) with { Batch = new("right +2", "right +18") },
        Status(404, Once("NotFound 1")) with { Batch = new("right +2", "right +18") },

        // Where the documents have another route, it is tried.
        Status(405, Once("RouteNotFound 1")) with
        {
            Batch = Unharmed,
            Exceptions = new Dictionary<string, MatrixRule>
            {
                ["contact PATCH"] = new("right +1", "RouteNotFound 2"),
                ["contact DELETE"] = Once("RouteNotFound 2"),
            },
        },
        Status(406, Once("UnexpectedStatus 1")),
        Status(409, Once("Conflict 1")) with { Batch = new("right +2", "right +18") },
        Status(412, Once("Conflict 1")),
        Status(413, Once("RequestRefused 1")) with { Batch = new("right +2", "right +18") },
    ];

    /// <summary>Reads are tried eight times; a change that is not there when it is read back is sent five times, a create once.</summary>
    private static IEnumerable<MatrixFault> Outages =>
    [
        Status(408, new("right +1", "OperationTimeout 8"), Repeated),
        Status(429, new("right +1", "Throttled 8")),

        // The call for many is given up for calls for one.
        Status(500, new("right +1", "ServiceFailed 8"), Repeated) with { Batch = new("right +1", "right +7") },
        Status(501, Once("ServiceFailed 1"), Repeated),
        Status(502, new("right +1", "ServiceFailed 8"), Repeated),
        Status(503, new("right +1", "ServiceFailed 8"), Repeated),
        Status(504, new("right +1", "ServiceFailed 8"), Repeated),

        // Five times two minutes are more than a call may take.
        Same("429, Retry-After 120", """{"kind":"status","status":429,"retryAfter":"120"}""", new("right +1", "Throttled 5")),
        new("503, Retry-After 120", """{"kind":"status","status":503,"retryAfter":"120"}""", new("right +1", "ServiceFailed 5"), Repeated) { Create = Unsettled },
        new("503, Retry-After a year", """{"kind":"status","status":503,"retryAfter":"31536000"}""", Once("ServiceFailed 1"), Repeated) { Create = Unsettled },
    ];

    private static IEnumerable<MatrixFault> Resets =>
    [
        new("reset at the request", """{"kind":"reset","moment":"request"}""", new("right +1", "ConnectionLost 8"), Repeated) { Create = Unsettled },
        new("reset in the upload", """{"kind":"reset","moment":"upload"}""", new("right +1", "ConnectionLost 8"), Repeated) { Create = Unsettled },
        new("reset after the upload", """{"kind":"reset","moment":"before"}""", new("right +1", "ConnectionLost 8"), Repeated) { Create = Unsettled },

        // From here on writes are carried out, and found.
        new("reset before the answer", """{"kind":"reset","moment":"headers"}""", new("right +1", "ConnectionLost 8"), Unharmed),
        new("reset in the answer", """{"kind":"reset","moment":"body"}""", new("right +1", "ResponseTruncated 8"), Unharmed),
        new("lost answer, 502", """{"kind":"lostAnswer","status":502}""", new("right +1", "ServiceFailed 8"), Unharmed),

        // A new record is waited for, since a second one would be one too many; a change is simply sent again.
        Late("late, 504", """{"kind":"late","seconds":2}""", "ServiceFailed 8"),
        Late("late, cut", """{"kind":"late","status":0,"seconds":2}""", "ConnectionLost 8"),
    ];

    private static IEnumerable<MatrixFault> Delays =>
    [
        Same("slow to begin", """{"kind":"delay","moment":"before","seconds":20}""", Unharmed),
        Same("slow headers", """{"kind":"delay","moment":"headers","seconds":20}""", Unharmed),
        Same("slow body", """{"kind":"delay","moment":"body","seconds":20}""", Unharmed),

        // As many tries of a hundred seconds as fit into what a call may take. Writes were carried out, and are found.
        new("too slow to begin", """{"kind":"delay","moment":"before","seconds":150}""", new("right +1", "OperationTimeout"), Unharmed),
        new("too slow headers", """{"kind":"delay","moment":"headers","seconds":150}""", new("right +1", "OperationTimeout"), Unharmed),
        new("too slow body", """{"kind":"delay","moment":"body","seconds":150}""", new("right +1", "OperationTimeout"), Unharmed),
    ];

    private static IEnumerable<MatrixFault> Bodies =>
    [
        new("cut-off JSON", """{"kind":"cutOff"}""", new("right +1", "ResponseTruncated 8"), Unharmed),
        new("empty body", """{"kind":"cutOff","bytes":0}""", new("right +1", "ResponseNotJson 4"), Unharmed),
        new("gzip damage", """{"kind":"gzip"}""", new("right +1", "ResponseNotJson 4"), Unharmed),
        Same("content type", """{"kind":"contentType","contentType":"text/html"}""", Unharmed),
        new("web page", """{"kind":"html"}""", new("right +1", "ResponseNotJson 4"), Repeated) { Create = Unsettled },
        new("web page, 502", """{"kind":"html","status":502}""", new("right +1", "ServiceFailed 8"), Repeated) { Create = Unsettled },
    ];

    private static IEnumerable<MatrixFault> Oddities =>
    [
        Paged("repeated page", """{"kind":"repeatedPage"}""", new("right +1", "right +2")),
        Paged("missing page", """{"kind":"missingPage"}""", new("right +3", "ResponseUnexpected 5")),
        Same("clock an hour ahead", """{"kind":"clockSkew","seconds":3600}""", Unharmed),
        Same("clock an hour behind", """{"kind":"clockSkew","seconds":-3600}""", Unharmed),
    ];

    /// <summary>What must come of it for a kind of call.</summary>
    internal string Expect(MatrixShape shape, bool always)
    {
        if (!Exceptions.TryGetValue(shape.Name, out MatrixRule? rule)) rule = shape.Method == "POST" ? Create ?? Write : shape.IsWrite ? Write : shape.Name == "batched" ? Batch ?? Read : Read;
        return always ? rule.Always : rule.Once;
    }

    private static MatrixRule Once(string both) => new(both, both);

    private static MatrixFault Same(string name, string json, MatrixRule rule) => new(name, json, rule, rule);

    private static MatrixFault Status(int status, MatrixRule read, MatrixRule? write = null) =>
        new(status.ToString(CultureInfo.InvariantCulture), $$"""{"kind":"status","status":{{status}}}""", read, write ?? read) { Create = write is null ? null : Unsettled };

    private static MatrixFault Late(string name, string json, string read) => new(name, json, new("right +1", read), new("right +1", "right +2"))
    {
        Exceptions = new Dictionary<string, MatrixRule> { ["contact POST"] = Unharmed, ["note POST"] = Unharmed },
    };

    private static MatrixFault Paged(string name, string json, MatrixRule rule) => Same(name, json, Unharmed) with
    {
        Exceptions = new Dictionary<string, MatrixRule> { ["paged"] = rule, ["paged, no ids"] = rule },
    };
}

/// <summary>What must come of a fault.</summary>
internal sealed record MatrixRule(string Once, string Always);
