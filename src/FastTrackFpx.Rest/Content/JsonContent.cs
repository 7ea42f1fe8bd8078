namespace FastTrackFpx.Rest.Content;

internal sealed class JsonContent : IContent
{
    internal static readonly JsonContent Instance = new();

    public string MediaType => "application/json";

    public object? ReadPlain(RestResponse response) => JsonBody.Read(response, response.Service, PlainValue.Of);

    public byte[] ToBytes(string body)
    {
        if (SoundText.IndexOfHalfPair(body) is >= 0 and var place) throw Invalid($"The body has half of a surrogate pair at position {place + 1}, which JSON cannot carry.");
        try
        {
            JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = JsonBody.Depth }).Dispose();
        }
        catch (JsonException wrong)
        {
            throw Invalid($"The body is not JSON: line {wrong.LineNumber + 1}, byte {wrong.BytePositionInLine + 1}.");
        }

        return Encoding.UTF8.GetBytes(body);
    }

    private static InputException Invalid(string message) => new(ErrorCode.InvalidInput, message, "Body", "Pass the body as JSON text.");
}

/// <summary>Any JSON as values that need no JSON library.</summary>
internal static class PlainValue
{
    internal static object? Of(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().Select(property => new KeyValuePair<string, object?>(property.Name, Of(property.Value))).ToList(),
        JsonValueKind.Array => element.EnumerateArray().Select(Of).ToList(),
        JsonValueKind.String => element.GetString(),
        JsonValueKind.Number => OfNumber(element),
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };

    private static object OfNumber(JsonElement element) =>
        element.TryGetInt64(out long whole) ? whole : element.TryGetDecimal(out decimal number) ? number : element.GetDouble();
}
