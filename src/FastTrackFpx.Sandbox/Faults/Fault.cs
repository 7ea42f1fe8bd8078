using System;

namespace FastTrackFpx.Sandbox.Faults;

/// <summary>What goes wrong.</summary>
internal enum FaultKind
{
    /// <summary>The call is not carried out and answered with this status and the documented error body.</summary>
    Status,

    /// <summary>The call is carried out and answered, but not at once.</summary>
    Delay,

    /// <summary>The connection is cut.</summary>
    Reset,

    /// <summary>A whole answer whose document ends too soon.</summary>
    CutOff,

    /// <summary>A proxy's page in the place of the answer; the call is not carried out.</summary>
    Html,

    /// <summary>The right answer under a wrong content type.</summary>
    ContentType,

    /// <summary>The right answer, compressed, and damaged on the way.</summary>
    Gzip,

    /// <summary>The page before the one that was asked for.</summary>
    RepeatedPage,

    /// <summary>The page after the one that was asked for.</summary>
    MissingPage,

    /// <summary>The call is carried out, and its answer is lost.</summary>
    LostAnswer,

    /// <summary>The call is answered as failed at once, and carried out later.</summary>
    Late,

    /// <summary>The right answer with a Date header that is off.</summary>
    ClockSkew,
}

/// <summary>When a delay or a reset happens.</summary>
internal enum FaultMoment
{
    /// <summary>Before the body of the request is read; the call is not carried out.</summary>
    Request,

    /// <summary>In the middle of the request's body; the call is not carried out.</summary>
    Upload,

    /// <summary>Before the call is carried out. After a reset it never is.</summary>
    Before,

    /// <summary>After the call is carried out, before anything of the answer is sent.</summary>
    Headers,

    /// <summary>In the middle of the answer's body.</summary>
    Body,

    /// <summary>After the whole answer.</summary>
    After,
}

/// <summary>One thing that can go wrong. Values that do not belong to its kind are not used.</summary>
internal sealed record Fault
{
    public required FaultKind Kind { get; init; }

    /// <summary>Status of the answer; 0 for no answer at all.</summary>
    public int Status { get; init; }

    /// <summary>The Retry-After header, as it is sent; null for none.</summary>
    public string? RetryAfter { get; init; }

    public FaultMoment Moment { get; init; }

    /// <summary>How long to wait, or how far off the clock is.</summary>
    public TimeSpan Time { get; init; }

    /// <summary>How many bytes of the body are sent, or taken in; null for half of them.</summary>
    public int? Bytes { get; init; }

    public string ContentType { get; init; } = "text/plain";

    /// <summary>Whether the call is carried out before it is answered.</summary>
    public bool CarriesOut => Kind switch
    {
        FaultKind.Status or FaultKind.Html or FaultKind.Late => false,
        FaultKind.Reset => Moment is not (FaultMoment.Request or FaultMoment.Upload or FaultMoment.Before),
        _ => true,
    };

    /// <summary>Whether the caller gets nothing but a cut connection.</summary>
    public bool LeavesNoAnswer => Kind switch
    {
        FaultKind.Reset => Moment is FaultMoment.Request or FaultMoment.Upload or FaultMoment.Before or FaultMoment.Headers,
        FaultKind.LostAnswer or FaultKind.Late => Status == 0,
        _ => false,
    };

    /// <summary>How many pages to be off.</summary>
    public int PageShift => Kind switch
    {
        FaultKind.RepeatedPage => -1,
        FaultKind.MissingPage => 1,
        _ => 0,
    };
}
