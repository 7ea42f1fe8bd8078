using System.Net.Http.Headers;

namespace FastTrackFpx.Rest.Http;

/// <summary>A response, read to its end. Disposing of it returns the body's memory.</summary>
internal sealed class RestResponse(RestRequest request, IService service, int statusCode) : IDisposable
{
    private const int LongestId = 128;

    /// <summary>Headers that may carry the service's id of the request, best first.</summary>
    private static readonly string[] CorrelationHeaders = ["x-correlation-id", "x-ms-correlation-id", "x-ms-request-id", "request-id", "x-request-id"];

    private ResponseBody? _body;

    internal RestRequest Request { get; } = request;

    internal IService Service { get; } = service;

    internal int StatusCode { get; } = statusCode;

    /// <summary>All headers, those of the body included, with secrets redacted.</summary>
    internal IReadOnlyList<KeyValuePair<string, string>> Headers { get; set; } = [];

    /// <summary>The body after decompression; empty once the response is disposed of.</summary>
    internal ReadOnlyMemory<byte> Body => _body?.Bytes ?? ReadOnlyMemory<byte>.Empty;

    /// <summary>The media type in lower case, without parameters.</summary>
    internal string? MediaType { get; set; }

    internal string? CorrelationId { get; set; }

    internal DateTimeOffset? Date { get; set; }

    internal TimeSpan? RetryAfter { get; set; }

    internal Uri? Location { get; set; }

    internal TimeSpan Elapsed { get; set; }

    internal bool IsSuccess => StatusCode is >= 200 and <= 299;

    /// <summary>A redirect that names its target.</summary>
    internal bool IsRedirect => StatusCode is 301 or 302 or 303 or 307 or 308 && Location is not null;

    internal string? Header(string name) => Headers.FirstOrDefault(header => string.Equals(header.Key, name, StringComparison.OrdinalIgnoreCase)).Value;

    internal void Hold(ResponseBody? body) => _body = body;

    internal ContentException Failure(string code, string sentence, string action, Exception? cause, string? excerpt = null, string ending = "") => new(
        code, $"{sentence} ({Request.Method} {Request.RedactedPath}, status {StatusCode}){ending}", Request.Method, Request.RedactedPath, action, cause)
    {
        StatusCode = StatusCode,
        CorrelationId = CorrelationId,
        Excerpt = excerpt,
    };

    public void Dispose()
    {
        _body?.Dispose();
        _body = null;
    }

    internal void ReadHeaders(HttpResponseHeaders headers, Uri baseUri, DateTimeOffset now, TimeSpan longestWait)
    {
        CorrelationId = CorrelationHeaders.Select(Header).FirstOrDefault(IsId);
        Date = headers.Date;
        RetryAfter = RetryAfterOf(headers, now, longestWait);
        Location = Header("Location") is { } text && Uri.TryCreate(new Uri(baseUri, Request.PathAndQuery), text, out Uri? target) ? target : null;
    }

    /// <summary>True if a header's value looks like an id. Anything else in its place must not reach messages and logs.</summary>
    internal static bool IsId(string? value) => value is { Length: > 0 and <= LongestId }
        && value.All(c => c is (>= '0' and <= '9') or (>= 'A' and <= 'Z') or (>= 'a' and <= 'z') or '-' or '_' or '.' or ':' or '|' or '=' or '/' or '+');

    /// <summary>How long Retry-After asks to wait, seconds of any number of digits or a date; null if it is neither.</summary>
    private TimeSpan? RetryAfterOf(HttpResponseHeaders headers, DateTimeOffset now, TimeSpan longest)
    {
        // "NaN" and "Infinity" are numbers to double.TryParse.
        const NumberStyles Plain = NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite;
        if (double.TryParse(Header("Retry-After"), Plain, CultureInfo.InvariantCulture, out double seconds) && seconds is >= 0 and < double.PositiveInfinity)
            return seconds >= TimeSpan.MaxValue.TotalSeconds ? TimeSpan.MaxValue : TimeSpan.FromSeconds(seconds);
        if (headers.RetryAfter?.Date is not { } until) return null;
        // If the clocks differ, the date is meant by the service's clock, unless its Date header is of yet another clock.
        if (Date is { } served && until >= served && until - served <= longest) return until - served;
        return until > now ? until - now : TimeSpan.Zero;
    }
}
