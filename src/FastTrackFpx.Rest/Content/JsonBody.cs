using System.Text;
using System.Text.Json;
using FastTrackFpx.Rest.Http;

namespace FastTrackFpx.Rest.Content;

/// <summary>Turns an answer into values, or says in what way it is not the JSON it should be.</summary>
internal static class JsonBody
{
    /// <summary>Deeper than any document of the API by far; a bomb of brackets ends here.</summary>
    internal const int Depth = 64;

    private const int ExcerptLength = 200;

    /// <summary>Reads a body whose shape is known.</summary>
    /// <exception cref="ContentException">The body is no JSON, is cut off, or has another shape.</exception>
    internal static T Read<T>(RestResponse answer, IService service, Func<JsonRecord, T> read)
    {
        using JsonDocument document = Parse(answer, service);
        try
        {
            return read(new JsonRecord(document.RootElement));
        }
        catch (JsonShapeException wrong)
        {
            string place = wrong.Place.Length == 0 ? "The whole" : wrong.Place;
            throw Unexpected(answer, service, $"{place} holds {wrong.Found} where {wrong.Expected} belongs", wrong);
        }
        catch (InvalidOperationException damage)
        {
            // Sound JSON may hold escapes for half a surrogate pair, which no text of ours can.
            throw Unexpected(answer, service, "a text in it is damaged", damage);
        }
    }

    /// <summary>A document that is sound JSON; the caller disposes of it.</summary>
    internal static JsonDocument Parse(RestResponse answer, IService service)
    {
        ReadOnlyMemory<byte> body = WithoutMark(answer.Body);
        try
        {
            return JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = Depth, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
        }
        catch (JsonException wrong)
        {
            throw NotJson(answer, service, body, wrong);
        }
    }

    /// <summary>The first characters of a body, masked, on one line.</summary>
    internal static string Excerpt(RestResponse answer, IService service)
    {
        ReadOnlyMemory<byte> start = answer.Body.Slice(0, Math.Min(answer.Body.Length, ExcerptLength * 16));
        string text = service.RedactText(service.RedactBody(Encoding.UTF8.GetString(start.ToArray()), answer.Request.Path), answer.Request);
        var line = new StringBuilder(ExcerptLength);
        foreach (char c in text)
        {
            if (line.Length >= ExcerptLength) break;
            bool isBlank = char.IsWhiteSpace(c) || char.IsControl(c);
            if (!isBlank) line.Append(c);
            else if (line.Length > 0 && line[line.Length - 1] != ' ') line.Append(' ');
        }

        return line.ToString().TrimEnd();
    }

    private static ContentException Unexpected(RestResponse answer, IService service, string what, Exception cause) => Failure(
        answer, service, ErrorCode.ResponseUnexpected, $"has another shape than documented: {what}",
        "This may be a change of the service; look for a newer version of the module, or read the raw answer with Invoke-FpxRequest.", cause);

    private static ContentException NotJson(RestResponse answer, IService service, ReadOnlyMemory<byte> body, JsonException wrong)
    {
        if (body.Length > 0 && IsCutOff(body.Span))
        {
            return Failure(
                answer, service, ErrorCode.ResponseTruncated, "ends in the middle",
                "Try again; if it keeps happening, look at proxies on the way.", wrong);
        }

        string what = body.Length == 0 ? "is empty"
            : answer.MediaType == "text/html" ? "is a web page where JSON belongs"
            : $"is not JSON (media type {answer.MediaType ?? "not given"})";
        return Failure(
            answer, service, ErrorCode.ResponseNotJson, what,
            "Check the address; a sign-in or error page of a proxy looks like this.", wrong);
    }

    /// <summary>Whether everything that came is right and only the end is missing.</summary>
    private static bool IsCutOff(ReadOnlySpan<byte> body)
    {
        var reader = new Utf8JsonReader(
            body,
            isFinalBlock: false,
            new JsonReaderState(new JsonReaderOptions { MaxDepth = Depth, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true }));
        try
        {
            bool isAny = false;
            while (reader.Read()) isAny = true;
            return isAny && (reader.CurrentDepth > 0 || reader.BytesConsumed < body.Length || reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static ContentException Failure(RestResponse answer, IService service, string code, string what, string action, Exception cause)
    {
        string excerpt = Excerpt(answer, service);
        string shown = excerpt.Length == 0 ? string.Empty : $" It begins: {excerpt}";
        RestRequest request = answer.Request;
        return new ContentException(
            code, $"The answer of {service.Name} {what}. ({request.Method} {request.RedactedPath}, status {answer.StatusCode}){shown}",
            request.Method, request.RedactedPath, action, cause)
        {
            StatusCode = answer.StatusCode,
            CorrelationId = answer.CorrelationId,
            Excerpt = excerpt,
        };
    }

    private static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> body) =>
        body.Length >= 3 && body.Span[0] == 0xEF && body.Span[1] == 0xBB && body.Span[2] == 0xBF ? body.Slice(3) : body;
}
