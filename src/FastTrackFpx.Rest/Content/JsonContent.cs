using System.Text;
using System.Text.Json;
using FastTrackFpx.Rest.Http;

namespace FastTrackFpx.Rest.Content;

/// <summary>JSON bodies.</summary>
internal sealed class JsonContent : IContent
{
    internal static readonly JsonContent Instance = new();

    /// <inheritdoc/>
    public string MediaType => "application/json";

    /// <inheritdoc/>
    public object? ReadPlain(RestResponse response) => JsonBody.Read(response, response.Service, PlainValue.Of);

    /// <inheritdoc/>
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
