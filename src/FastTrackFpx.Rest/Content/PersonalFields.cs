using System.Text.RegularExpressions;

namespace FastTrackFpx.Rest.Content;

/// <summary>Which fields of a service hold personal data and secrets, and how they are redacted where they are shown, in JSON, XML and paths.</summary>
internal sealed class PersonalFields
{
    internal const string Mask = SecretRedactor.Mask;

    /// <summary>Shorter ones would be found in the middle of other words.</summary>
    private const int ShortestEcho = 3;

    /// <summary>So much of a long text is enough to know it by; a service may repeat no more than its beginning.</summary>
    private const int KnownBy = 16;

    private static readonly string[] Secrets =
    [
        "password", "secret", "token", "accessToken", "access_token", "refresh_token", "id_token", "client_secret", "clientSecret", "authorization",
        "certificate",
    ];

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private static readonly Regex Mail = new(@"[^\s""'<>()\[\]{},;:=&?/\\]{1,64}(@|%40)[A-Za-z0-9.\-]{1,255}", RegexOptions.CultureInvariant, Patience);

    private static readonly Regex Query = new("(?<=[?&])(?<name>[^=&#]*=)?(?<value>[^&#]*)", RegexOptions.CultureInvariant, Patience);

    /// <summary>Numbers, GUIDs, dates, true and false.</summary>
    private static readonly Regex PlainValue = new(
        @"^(\d{1,12}|[0-9a-f]{8}-?([0-9a-f]{4}-?){3}[0-9a-f]{12}|\d{4}-\d\d-\d\d|true|false|)$",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, Patience);

    /// <summary>A token after the word that goes before it in headers, and one that is known by its shape.</summary>
    private static readonly Regex Tokens = new(
        @"(?<=\bbearer\s+)(?=\S*[0-9]|\S{20})[A-Za-z0-9\-._~+/]{4,}=*|\beyJ[A-Za-z0-9_\-]{5,}\.[A-Za-z0-9_\-.]*",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase, Patience);

    // Looks at the tokens only, so that a body that is cut off is redacted as well: such a string has no end.
    private static readonly Regex JsonToken = new(
        @"(?<text>""(?>(?:[^""\\]|\\.?)*)(?<end>""?))(?<name>\s*:)?|[\[{\]}]|[\p{L}\p{Nd}][\p{L}\p{Nd}.+\-]*",
        RegexOptions.CultureInvariant | RegexOptions.Singleline, Patience);

    // Looks at the tags only, for the same reason.
    private static readonly Regex Element = new(
        @"<(?<name>[\w:.\-]+)(?<attributes>[^>]*)(?<!/)>(?<text>(?:[^<]|<!\[CDATA\[(?:(?!\]\]>)[\s\S])*(?:\]\]>)?)*)|<(?<name>[\w:.\-]+)(?<attributes>[^>]*)>?",
        RegexOptions.CultureInvariant, Patience);

    private static readonly Regex Attribute = new(
        @"(?<name>[\w:.\-]+)(?<equals>\s*=\s*)(?<quote>[""'])(?<value>[^""']*)", RegexOptions.CultureInvariant, Patience);

    private readonly HashSet<string> _fields;
    private readonly string[] _queryNames;

    internal PersonalFields(IEnumerable<string> fields, params string[] queryNames)
    {
        _fields = new HashSet<string>(fields.Concat(Secrets), StringComparer.OrdinalIgnoreCase);
        _queryNames = [.. queryNames, "token", "access_token"];
    }

    /// <summary>The query parameters without personal data; text in others is redacted. Null if only the named ones are redacted.</summary>
    internal IReadOnlyCollection<string>? PlainQueries { get; init; }

    internal bool IsPersonal(string field) => _fields.Contains(field);

    internal bool IsPersonalQuery(string name, string value) => _queryNames.Contains(name, StringComparer.OrdinalIgnoreCase)
        ? value.Length > 0
        : PlainQueries?.Contains(name, StringComparer.OrdinalIgnoreCase) == false && !PlainValue.IsMatch(value);

    /// <summary>A body with the values of personal fields, and mail addresses and tokens anywhere, replaced.</summary>
    internal string RedactBody(string body, Func<string, bool>? isPersonal = null)
    {
        int start = 0;
        while (start < body.Length && (char.IsWhiteSpace(body[start]) || body[start] == '\uFEFF')) start++;
        return (start < body.Length ? body[start] : ' ') switch
        {
            '{' or '[' => RedactJson(body, isPersonal ?? IsPersonal),
            '<' when !IsPage(body, start) => RedactText(Replace(Element, body, RedactElement)),
            _ => RedactText(body),
        };
    }

    internal string RedactPath(string pathAndQuery) => RedactText(Replace(Query, pathAndQuery, pair =>
        pair.Groups["name"].Value is var name && IsPersonalQuery(name.TrimEnd('='), pair.Groups["value"].Value) ? name + Mask : pair.Value));

    internal string RedactText(string text, RestRequest request, Func<string, bool>? isPersonal = null) =>
        RedactText(WithoutEchoes(text, request, isPersonal ?? IsPersonal));

    internal static string RedactText(string text)
    {
        if (text.IndexOf('@') >= 0 || text.IndexOf("%40", StringComparison.Ordinal) >= 0) text = Replace(Mail, text, static _ => Mask);
        bool mayHoldToken = text.IndexOf("bearer", StringComparison.OrdinalIgnoreCase) >= 0 || text.IndexOf("eyJ", StringComparison.Ordinal) >= 0;
        return mayHoldToken ? Replace(Tokens, text, static _ => Mask) : text;
    }

    /// <summary>Text without the personal values of a request, which a service often repeats when it rejects them, and so into errors and traces.</summary>
    private string WithoutEchoes(string text, RestRequest request, Func<string, bool> isPersonal)
    {
        if (text.Length < ShortestEcho || (request.Body is null && request.Query.Count == 0)) return text;
        List<string?> values = [.. request.Query.Where(pair => IsPersonalQuery(pair.Key, pair.Value)).Select(pair => pair.Value)];
        if (request.Body is { Length: > 0 } body) Read(body, request.ContentType, isPersonal, values);
        return new SecretRedactor(values.SelectMany(Forms), ShortestEcho, KnownBy).Redact(text);
    }

    /// <summary>The value itself, and its form in JSON, in JSON within JSON, in a page and in an address.</summary>
    private static string[] Forms(string? value)
    {
        if (value?.Trim() is not { Length: >= ShortestEcho } known) return [];
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
            values.AddRange(XmlValues(Encoding.UTF8.GetString(body.ToArray()), isPersonal));
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

    private static IEnumerable<string> XmlValues(string body, Func<string, bool> isPersonal) => Element.Matches(body).Cast<Match>()
        .Where(match => isPersonal(LocalName(match)))
        .Select(match => WebUtility.HtmlDecode(match.Groups["text"].Value));

    // A sign-in or error page has no personal data in elements of its own.
    private static bool IsPage(string body, int start) => string.Compare(body, start, "<!doctype html", 0, 14, StringComparison.OrdinalIgnoreCase) == 0
        || string.Compare(body, start, "<html", 0, 5, StringComparison.OrdinalIgnoreCase) == 0;

    private static string RedactJson(string body, Func<string, bool> isPersonal)
    {
        // The depth at which the value of a personal field began, of which nothing is shown; 0 outside.
        int hiddenFrom = 0, depth = 0;
        bool isValuePersonal = false;
        return Replace(JsonToken, body, token =>
        {
            if (token.Groups["name"].Success)
            {
                isValuePersonal = isPersonal(token.Groups["text"].Value.Trim('"'));
                return token.Value;
            }

            bool isHidden = isValuePersonal;
            isValuePersonal = false;
            switch (token.Value[0])
            {
                case '[' or '{':
                    depth++;
                    if (isHidden && hiddenFrom == 0) hiddenFrom = depth;
                    return token.Value;
                case ']' or '}':
                    if (depth == hiddenFrom) hiddenFrom = 0;
                    depth--;
                    return token.Value;
                case '"':
                    // Half a mail address cannot be recognised.
                    return isHidden || hiddenFrom > 0 || token.Groups["end"].Length == 0 ? $"\"{Mask}\"" : RedactText(token.Value);
                default:
                    return isHidden && token.Value != "null" ? Mask : token.Value;
            }
        });
    }

    private string RedactElement(Match match)
    {
        var text = new StringBuilder("<").Append(match.Groups["name"].Value)
            .Append(Replace(Attribute, match.Groups["attributes"].Value, attribute =>
                IsPersonal(LocalName(attribute)) && attribute.Groups["value"].Length > 0
                    ? $"{attribute.Groups["name"].Value}{attribute.Groups["equals"].Value}{attribute.Groups["quote"].Value}{Mask}"
                    : attribute.Value));
        if (!match.Groups["text"].Success) return text.Append(match.Value.EndsWith(">", StringComparison.Ordinal) ? ">" : string.Empty).ToString();
        string value = match.Groups["text"].Value;
        return text.Append('>').Append(IsPersonal(LocalName(match)) && value.Trim().Length > 0 ? Mask : value).ToString();
    }

    private static string LocalName(Match match)
    {
        string name = match.Groups["name"].Value;
        return name.Substring(name.IndexOf(':') + 1);
    }

    private static string Replace(Regex pattern, string text, MatchEvaluator with)
    {
        try
        {
            return pattern.Replace(text, with);
        }
        catch (RegexMatchTimeoutException)
        {
            // Rather nothing than something that should not be shown.
            return Mask;
        }
    }
}
