namespace FastTrackFpx.Sandbox.Faults;

/// <summary>What goes wrong.</summary>
internal enum FaultKind
{
    /// <summary>This status with the service's own error body. Not carried out.</summary>
    Status,

    /// <summary>A given text as the body, under a given status and content type. Not carried out.</summary>
    Body,

    /// <summary>The right response, but not at once.</summary>
    Delay,

    /// <summary>HTTP/1.1: the connection is reset. HTTP/2: the stream is reset, and others of the connection go on.</summary>
    Reset,

    /// <summary>The connection is reset with all its streams.</summary>
    Disconnect,

    /// <summary>The connection is closed properly, but without a response, like an idle one.</summary>
    Close,

    /// <summary>A complete response whose document ends too soon.</summary>
    CutOff,

    /// <summary>A sign-in page instead of the response. Not carried out.</summary>
    Html,

    /// <summary>The response of a proxy that rejects the request: 407, 403 or 502 with its own headers and page. Not carried out.</summary>
    Proxy,

    /// <summary>The right response under a wrong content type.</summary>
    ContentType,

    /// <summary>The right response, compressed and damaged.</summary>
    Gzip,

    /// <summary>A compressed JSON array of zeros that is very much longer than what is sent.</summary>
    Bomb,

    /// <summary>The right response, a few bytes at a time.</summary>
    Trickle,

    /// <summary>The page before the requested one.</summary>
    RepeatedPage,

    /// <summary>The page after the requested one.</summary>
    MissingPage,

    /// <summary>The request is carried out and its response is lost.</summary>
    LostAnswer,

    /// <summary>The request is answered with an error at once and carried out later.</summary>
    Late,

    /// <summary>The right response with a wrong Date header.</summary>
    ClockSkew,

    /// <summary>HTTP/2: the stream is reset with REFUSED_STREAM. HTTP/1.1: the connection is cut.</summary>
    RefusedStream,

    /// <summary>HTTP/2: GOAWAY that says which streams were not processed. HTTP/1.1: the connection is cut.</summary>
    GoAway,

    /// <summary>All tokens and sessions of the service end before the request is admitted.</summary>
    EndSession,
}

/// <summary>When a fault strikes.</summary>
internal enum FaultMoment
{
    /// <summary>When the TCP connection was accepted, before TLS.</summary>
    Connect,

    /// <summary>After the first bytes of the TLS handshake were received.</summary>
    Handshake,

    /// <summary>Before the request's body is read. Not carried out.</summary>
    Request,

    /// <summary>In the middle of the request's body. Not carried out.</summary>
    Upload,

    /// <summary>After the request was read, before it is carried out.</summary>
    Before,

    /// <summary>After the request was carried out, before the response is sent.</summary>
    Headers,

    /// <summary>In the middle of the response's body.</summary>
    Body,

    /// <summary>After the whole response.</summary>
    After,
}

/// <summary>One thing that can go wrong. Values that do not belong to its kind are ignored.</summary>
internal sealed record Fault
{
    public required FaultKind Kind { get; init; }

    /// <summary>Status of the response; 0 for no response at all.</summary>
    public int Status { get; init; }

    /// <summary>The Retry-After header; null for none.</summary>
    public string? RetryAfter { get; init; }

    public FaultMoment Moment { get; init; }

    /// <summary>How long to wait, or how wrong the clock is.</summary>
    public TimeSpan Time { get; init; }

    /// <summary>How many bytes of the body are sent, received, or unpacked; null for the kind's default.</summary>
    public int? Bytes { get; init; }

    public string ContentType { get; init; } = "text/plain";

    /// <summary>The body of a <see cref="FaultKind.Body"/> fault.</summary>
    public string Text { get; init; } = "";

    /// <summary>Carries the request out although the kind would not; null for the kind's default.</summary>
    public bool? CarryOut { get; init; }

    /// <summary>True if the fault strikes a connection and not a request.</summary>
    public bool IsOfConnection => Moment is FaultMoment.Connect or FaultMoment.Handshake;

    /// <summary>True if the kind ends the request without a complete response, at its moment.</summary>
    public bool Cuts => Kind is FaultKind.Reset or FaultKind.Disconnect or FaultKind.Close;

    /// <summary>True if the request is carried out before it is answered.</summary>
    public bool CarriesOut => Kind switch
    {
        _ when Cuts || Kind is FaultKind.RefusedStream or FaultKind.GoAway => Moment > FaultMoment.Before,
        FaultKind.Late => false,
        FaultKind.Status or FaultKind.Html or FaultKind.Body or FaultKind.Proxy => CarryOut ?? false,
        _ => CarryOut ?? true,
    };

    /// <summary>True if the caller gets nothing but a cut connection or stream.</summary>
    public bool LeavesNoAnswer => Kind switch
    {
        _ when Cuts => Moment < FaultMoment.Body,
        FaultKind.LostAnswer or FaultKind.Late => Status == 0,
        FaultKind.RefusedStream => true,
        FaultKind.GoAway => Moment != FaultMoment.After,
        _ => false,
    };

    /// <summary>True if the caller gets another response than the operation's.</summary>
    public bool ReplacesAnswer => Kind is FaultKind.Status or FaultKind.Html or FaultKind.Body or FaultKind.Proxy or FaultKind.LostAnswer
        or FaultKind.Late;

    /// <summary>How many pages the response is shifted by.</summary>
    public int PageShift => Kind switch
    {
        FaultKind.RepeatedPage => -1,
        FaultKind.MissingPage => 1,
        _ => 0,
    };
}
