using System.Text.Json.Serialization.Metadata;
using System.Text.RegularExpressions;

namespace FastTrackFpx.Rest.Content;

/// <summary>JSON bodies: written for requests, and read from responses.</summary>
internal sealed class JsonBody : IContent
{
    internal static readonly JsonBody Instance = new();

    /// <summary>Deeper than any document of the API by far; a bomb of brackets ends here.</summary>
    internal const int Depth = 64;

    private const int ExcerptLength = 200;

    private static readonly Regex Blanks = new(@"[\s\p{Cc}]+", RegexOptions.CultureInvariant);

    /// <summary>Options of every document: comments and trailing commas pass.</summary>
    internal static JsonDocumentOptions DocumentOptions { get; } =
        new() { MaxDepth = Depth, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    public string MediaType => "application/json";

    public object? ReadPlain(RestResponse response) => Read(response, Plain);

    public byte[] ToBytes(string body)
    {
        if (SoundText.IndexOfHalfPair(body) is >= 0 and var place)
            throw Invalid($"The body has half of a surrogate pair at position {place + 1}, which JSON cannot carry.");
        try
        {
            JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = Depth }).Dispose();
        }
        catch (JsonException wrong)
        {
            throw Invalid($"The body is not JSON: line {wrong.LineNumber + 1}, byte {wrong.BytePositionInLine + 1}.");
        }

        return Encoding.UTF8.GetBytes(body);

        static InputException Invalid(string message) => new(ErrorCode.InvalidInput, message, "Body", "Pass the body as JSON text.");
    }

    /// <summary>Any JSON as values that need no JSON library.</summary>
    internal static object? Plain(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().Select(property => new KeyValuePair<string, object?>(property.Name, Plain(property.Value))).ToList(),
        JsonValueKind.Array => element.EnumerateArray().Select(Plain).ToList(),
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => element.TryGetInt64(out long whole) ? whole : element.TryGetDecimal(out decimal number) ? (object)number : element.GetDouble(),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    /// <summary>Whether a body is a list at its outermost level, and not an object.</summary>
    internal static bool IsList(RestResponse response)
    {
        foreach (byte sign in WithoutMark(response.Body).Span)
        {
            if (sign > ' ') return sign == '[';
        }

        return false;
    }

    /// <summary>Reads a body into a type, straight from its bytes.</summary>
    internal static T Read<T>(RestResponse response, JsonTypeInfo<T> type)
        where T : class =>
        ReadBytes(response, body => JsonSerializer.Deserialize(body.Span, type) ?? throw new JsonShapeException(string.Empty, "an object", "null"));

    /// <summary>Reads a body whose shape only its reader knows.</summary>
    internal static T Read<T>(RestResponse response, Func<JsonElement, T> read) => ReadBytes(response, body =>
    {
        using JsonDocument document = JsonDocument.Parse(body, DocumentOptions);
        return read(document.RootElement);
    });

    /// <summary>Reads a body with a reader of its own, straight from its bytes.</summary>
    internal static T ReadBytes<T>(RestResponse response, Func<ReadOnlyMemory<byte>, T> read)
    {
        ReadOnlyMemory<byte> body = WithoutMark(response.Body);
        try
        {
            return read(body);
        }
        catch (JsonException wrong)
        {
            throw Explain(response, body, wrong);
        }
        catch (InvalidOperationException damage)
        {
            throw Unexpected(response, "a text in it is damaged", damage);
        }
    }

    /// <summary>A value of an object: by its name as it is written, else in any case; the first of two equal ones. Undefined if there is none.</summary>
    internal static JsonElement Find(JsonElement item, string name)
    {
        if (item.ValueKind != JsonValueKind.Object) return default;
        JsonElement found = default;
        foreach (JsonProperty property in item.EnumerateObject())
        {
            if (property.NameEquals(name)) return property.Value;
            if (found.ValueKind == JsonValueKind.Undefined && string.Equals(property.Name, name, StringComparison.OrdinalIgnoreCase)) found = property.Value;
        }

        return found;
    }

    /// <summary>A text of an object, by its name as <see cref="Find"/> looks it up; null if there is none.</summary>
    internal static string? Text(JsonElement item, string name) => Find(item, name) is { ValueKind: JsonValueKind.String } value ? value.GetString() : null;

    /// <summary>The first characters of a body, masked, on one line.</summary>
    internal static string Excerpt(RestResponse response)
    {
        ReadOnlyMemory<byte> start = response.Body.Slice(0, Math.Min(response.Body.Length, ExcerptLength * 16));
        IService service = response.Service;
        string text = service.RedactText(service.RedactBody(Encoding.UTF8.GetString(start.ToArray()), response.Request.Path), response.Request);
        string line = Blanks.Replace(text, " ").Trim();
        return line.Length <= ExcerptLength ? line : line.Substring(0, ExcerptLength).TrimEnd();
    }

    private static ContentException Explain(RestResponse response, ReadOnlyMemory<byte> body, JsonException wrong)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body, DocumentOptions);
            if (wrong.InnerException is InvalidOperationException) return Unexpected(response, $"{PlaceOf(wrong, string.Empty)}: the text is damaged", wrong);
            string what = wrong is JsonShapeException shape
                ? $"{PlaceOf(wrong, shape.Place)}: {shape.Message}"
                : $"{PlaceOf(wrong, string.Empty)}: expected {(wrong.Message.Contains("List`1") ? "a list" : "an object")}, "
                    + $"found {JsonShapeException.Describe(At(document.RootElement, wrong.Path))}";
            return Unexpected(response, response.Service.RedactText(what, response.Request), wrong);
        }
        catch (JsonException malformed)
        {
            return NotJson(response, body, malformed);
        }
    }

    /// <summary>The value at a path such as <c>$.items[3].workloads</c>; undefined if the path has names in another form.</summary>
    private static JsonElement At(JsonElement element, string? path)
    {
        foreach (string step in (path ?? "$").TrimStart('$').Replace("[", ".").Replace("]", string.Empty).Split(['.'], StringSplitOptions.RemoveEmptyEntries))
        {
            element = element.ValueKind != JsonValueKind.Array ? Find(element, step)
                : int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out int index) && index < element.GetArrayLength() ? element[index]
                : default;
        }

        return element;
    }

    /// <summary>The path as people write it: <c>items[3].tpid</c>.</summary>
    private static string PlaceOf(JsonException wrong, string below)
    {
        string path = (wrong.Path ?? "$").TrimStart('$').TrimStart('.');
        return path.Length == 0 && below.Length == 0 ? "the body" : path.Length == 0 || below.Length == 0 ? path + below : $"{path}.{below}";
    }

    internal static ContentException Unexpected(RestResponse response, string what, Exception? cause) => Failure(
        response, ErrorCode.ResponseUnexpected, $"does not match the documentation: {what.TrimEnd('.')}",
        "The service may have changed. Look for a newer version of the module, or get the response as text with the service's Invoke cmdlet and -Raw.", cause);

    private static ContentException NotJson(RestResponse response, ReadOnlyMemory<byte> body, JsonException wrong)
    {
        if (body.Length > 0 && IsCutOff(body.Span))
            return Failure(response, ErrorCode.ResponseTruncated, "is incomplete", "Try again. If it keeps happening, check the proxies on the way.", wrong);
        string what = body.Length == 0 ? "is empty"
            : response.MediaType == "text/html" ? "is a web page and not JSON"
            : $"is not JSON (media type {response.MediaType ?? "not given"})";
        return Failure(response, ErrorCode.ResponseNotJson, what, "Check the address. A sign-in page or an error page of a proxy looks like this.", wrong);
    }

    /// <summary>Whether everything that came is right and only the end is missing.</summary>
    private static bool IsCutOff(ReadOnlySpan<byte> body)
    {
        var options = new JsonReaderOptions { MaxDepth = Depth, CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };
        var reader = new Utf8JsonReader(body, isFinalBlock: false, new JsonReaderState(options));
        try
        {
            bool isAny = false;
            while (reader.Read()) isAny = true;
            return isAny
                && (reader.CurrentDepth > 0 || reader.BytesConsumed < body.Length || reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static ContentException Failure(RestResponse response, string code, string what, string action, Exception? cause)
    {
        string excerpt = Excerpt(response);
        string ending = excerpt.Length == 0 ? string.Empty : $" It begins: {excerpt}";
        return response.Failure(code, $"The response of {response.Service.Name} {what}.", action, cause, excerpt, ending);
    }

    private static ReadOnlyMemory<byte> WithoutMark(ReadOnlyMemory<byte> body) =>
        body.Length >= 3 && body.Span[0] == 0xEF && body.Span[1] == 0xBB && body.Span[2] == 0xBF ? body.Slice(3) : body;
}
