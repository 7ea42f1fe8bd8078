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
}
