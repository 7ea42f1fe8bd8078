namespace FastTrackFpx.Rest.Content;

/// <summary>The personal values of a request, which a service often repeats when it rejects them, and so into errors and traces.</summary>
internal static class EchoedValues
{
    /// <summary>Shorter ones would be found in the middle of other words.</summary>
    private const int Shortest = 3;

    /// <summary>So much of a long text is enough to know it by; a service may repeat no more than its beginning.</summary>
    private const int KnownBy = 16;

    internal static string Redact(string text, RestRequest request, Func<string, bool> isPersonal, Func<string, string, bool> isPersonalQuery)
    {
        if (text.Length < Shortest || (request.Body is null && request.Query.Count == 0)) return text;
        List<string?> values = [.. request.Query.Where(pair => isPersonalQuery(pair.Key, pair.Value)).Select(pair => pair.Value)];
        if (request.Body is { Length: > 0 } body) Read(body, request.ContentType, isPersonal, values);
        string[] forms = [.. values.SelectMany(Forms).Distinct(StringComparer.Ordinal).OrderByDescending(form => form.Length)];
        foreach (string form in forms) text = Without(form, text);
        return new SecretRedactor(forms, Shortest).Redact(text);
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

    /// <summary>The value itself, and its form in JSON, in JSON within JSON, in a page and in an address.</summary>
    private static string[] Forms(string? value)
    {
        if (value?.Trim() is not { Length: >= Shortest } known) return [];
        string json = JsonEncodedText.Encode(known).ToString();
        return [known, json, JsonEncodedText.Encode(json).ToString(), WebUtility.HtmlEncode(known), WebUtility.UrlEncode(known)];
    }

    private static void Read(ReadOnlyMemory<byte> body, string? contentType, Func<string, bool> isPersonal, List<string?> values)
    {
        if (contentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.Ordinal) == true)
        {
            values.AddRange(Encoding.UTF8.GetString(body.ToArray()).Split('&').Select(pair => pair.Split('='))
                .Where(pair => pair.Length == 2 && isPersonal(WebUtility.UrlDecode(pair[0]))).Select(pair => WebUtility.UrlDecode(pair[1])));
        }
        else if (body.Span[0] == (byte)'<')
        {
            values.AddRange(PersonalFields.XmlValues(Encoding.UTF8.GetString(body.ToArray()), isPersonal));
        }
        else
        {
            try
            {
                using JsonDocument document = JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = JsonBody.Depth });
                Read(document.RootElement, isInside: false, isPersonal, values);
            }
            catch (Exception damage) when (damage is JsonException or InvalidOperationException)
            {
                // A body that is not JSON has no fields, and half of a surrogate pair cannot come back.
            }
        }
    }

    private static void Read(JsonElement value, bool isInside, Func<string, bool> isPersonal, List<string?> values)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            foreach (JsonProperty field in value.EnumerateObject()) Read(field.Value, isInside || isPersonal(field.Name), isPersonal, values);
        }
        else if (value.ValueKind == JsonValueKind.Array)
        {
            foreach (JsonElement item in value.EnumerateArray()) Read(item, isInside, isPersonal, values);
        }
        else if (isInside && value.ValueKind == JsonValueKind.String)
        {
            values.Add(value.GetString());
        }
    }
}
