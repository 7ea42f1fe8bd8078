namespace FastTrackFpx.Rest.Http;

/// <summary>An answer, read to its end.</summary>
internal sealed class RestResponse
{
    private ResponseBody? _body;

    internal RestResponse(RestRequest request, int statusCode)
    {
        Request = request;
        StatusCode = statusCode;
    }

    /// <summary>The call that was answered.</summary>
    internal RestRequest Request { get; }

    /// <summary>The HTTP status.</summary>
    internal int StatusCode { get; }

    /// <summary>All headers, those of the body too.</summary>
    internal IReadOnlyList<KeyValuePair<string, string>> Headers { get; set; } = [];

    /// <summary>The body after decompression; empty once it is <see cref="Release">released</see>.</summary>
    internal ReadOnlyMemory<byte> Body => _body?.Bytes ?? ReadOnlyMemory<byte>.Empty;

    /// <summary>The media type in lower case, without parameters.</summary>
    internal string? MediaType { get; set; }

    /// <summary>The service's id for the call.</summary>
    internal string? CorrelationId { get; set; }

    /// <summary>The service's clock.</summary>
    internal DateTimeOffset? Date { get; set; }

    /// <summary>How long the service asks to wait.</summary>
    internal TimeSpan? RetryAfter { get; set; }

    /// <summary>Where the service wants us to look instead.</summary>
    internal Uri? Location { get; set; }

    /// <summary>Takes the body in.</summary>
    internal void Hold(ResponseBody? body) => _body = body;

    /// <summary>Gives the body's memory back: whoever wanted something of it has it.</summary>
    internal void Release()
    {
        _body?.Dispose();
        _body = null;
    }

    /// <summary>From sending the request to having the whole answer.</summary>
    internal TimeSpan Elapsed { get; set; }

    /// <summary>200 to 299.</summary>
    internal bool IsSuccess => StatusCode is >= 200 and <= 299;

    /// <summary>A redirect that names its target.</summary>
    internal bool IsRedirect => StatusCode is 301 or 302 or 303 or 307 or 308 && Location is not null;
}
