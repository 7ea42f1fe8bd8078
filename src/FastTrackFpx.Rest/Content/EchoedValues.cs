namespace FastTrackFpx.Rest.Content;

/// <summary>The personal values of a request, which a service often repeats when it rejects them, and so into errors and traces.</summary>
internal sealed class EchoedValues
{
    /// <summary>Shorter ones would be found in the middle of other words.</summary>
    private const int Shortest = 3;

    /// <summary>So much of a long text is enough to know it by; a service may repeat no more than its beginning.</summary>
    private const int KnownBy = 16;

    private readonly List<string> _values = [];

    private EchoedValues(RestRequest request, Func<string, bool> isPersonal, Func<string, string, bool> isPersonalQuery)
    {
        foreach (KeyValuePair<string, string> pair in request.Query.Where(pair => isPersonalQuery(pair.Key, pair.Value))) Add(pair.Value);
        if (request.Body is { Length: > 0 } body)
        {
            if (request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.Ordinal) == true) ReadForm(body, isPersonal);
            else Read(body, isPersonal);
        }

        _values.Sort(static (one, other) => other.Length.CompareTo(one.Length));
    }

    internal static string Redact(string text, RestRequest request, Func<string, bool> isPersonal, Func<string, string, bool> isPersonalQuery)
    {
        if (text.Length < Shortest || (request.Body is null && request.Query.Count == 0)) return text;
        var carried = new EchoedValues(request, isPersonal, isPersonalQuery);
        foreach (string value in carried._values) text = Without(value, text);
        return new SecretRedactor(carried._values, Shortest).Redact(text);
    }

    private static string Without(string value, string text)
    {
        string start = value.Length <= KnownBy ? value : value.Substring(0, KnownBy);
        int found = text.IndexOf(start, StringComparison.OrdinalIgnoreCase);
        if (found < 0) return text;
        var masked = new StringBuilder(text.Length);
        int done = 0;
        for (; found >= 0; found = text.IndexOf(start, done, StringComparison.OrdinalIgnoreCase))
        {
            int length = start.Length;
            while (length < value.Length && found + length < text.Length && char.ToUpperInvariant(value[length]) == char.ToUpperInvariant(text[found + length])) length++;
            masked.Append(text, done, found - done).Append(PersonalFields.Mask);
            done = found + length;
        }

        return masked.Append(text, done, text.Length - done).ToString();
    }

    private void Add(string? value)
    {
        if (value?.Trim() is not { Length: >= Shortest } known) return;
        string json = JsonEncodedText.Encode(known).ToString();
        // The value itself, and its form in JSON, in JSON within JSON, in a page and in an address.
        foreach (string form in new[] { known, json, JsonEncodedText.Encode(json).ToString(), WebUtility.HtmlEncode(known), WebUtility.UrlEncode(known) })
        {
            if (!_values.Contains(form)) _values.Add(form);
        }
    }

    private void ReadForm(ReadOnlyMemory<byte> body, Func<string, bool> isPersonal)
    {
        foreach (string[] pair in Encoding.UTF8.GetString(body.ToArray()).Split('&').Select(pair => pair.Split('=')))
        {
            if (pair.Length == 2 && isPersonal(WebUtility.UrlDecode(pair[0]))) Add(WebUtility.UrlDecode(pair[1]));
        }
    }

    private void Read(ReadOnlyMemory<byte> body, Func<string, bool> isPersonal)
    {
        if (body.Span[0] == (byte)'<')
        {
            foreach (string value in PersonalFields.XmlValues(Encoding.UTF8.GetString(body.ToArray()), isPersonal)) Add(value);
            return;
        }

        try
        {
            using JsonDocument document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = JsonBody.Depth });
            Read(document.RootElement, isInside: false, isPersonal);
        }
        catch (Exception damage) when (damage is JsonException or InvalidOperationException or ArgumentException)
        {
            // What no JSON is carries no fields; half a surrogate pair is no text that could come back.
        }
    }

    private void Read(JsonElement value, bool isInside, Func<string, bool> isPersonal)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty field in value.EnumerateObject())
            {
                Read(field.Value, isInside || isPersonal(field.Name), isPersonal);
            }
        }
        else if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement item in value.EnumerateArray()) Read(item, isInside, isPersonal);
        }
        else if (isInside && value.ValueKind == JsonValueKind.String)
        {
            Add(value.GetString());
        }
    }
}
