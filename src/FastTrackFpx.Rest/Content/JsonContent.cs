using System.Text;
using System.Text.Json;
using FastTrackFpx.Rest.Http;

namespace FastTrackFpx.Rest.Content;

internal sealed class JsonContent : IContent
{
    internal static readonly JsonContent Instance = new();

    public string MediaType => "application/json";

    public object? ReadPlain(RestResponse response) => JsonBody.Read(response, response.Service, PlainValue.Of);

    public byte[] ToBytes(string body)
    {
        try
        {
            JsonDocument.Parse(body, new JsonDocumentOptions { MaxDepth = JsonBody.Depth }).Dispose();
        }
        catch (JsonException wrong)
        {
            throw Invalid($"The body is not JSON: line {wrong.LineNumber + 1}, byte {wrong.BytePositionInLine + 1}.");
        }
        catch (ArgumentException)
        {
            throw Invalid("The body has half of a surrogate pair, which JSON cannot carry.");
        }

        return Encoding.UTF8.GetBytes(body);
    }

    private static InputException Invalid(string message) => new(ErrorCode.InvalidInput, message, "Body", "Pass the body as JSON text.");
}
