using System.Text.Json.Serialization;
using FastTrackFpx.CloudCockpit.Resellers;
using FastTrackFpx.Rest.Content;

namespace FastTrackFpx.CloudCockpit.Connection;

/// <summary>The service's JSON as records, without reflection. Names are matched without case; unknown names are ignored.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    PropertyNameCaseInsensitive = true,
    AllowTrailingCommas = true,
    MaxDepth = JsonBody.Depth,
    Converters = [typeof(TextConverter), typeof(NullableGuidConverter), typeof(NullableWholeConverter), typeof(NullableDecimalConverter), typeof(NullableFlagConverter)])]
[JsonSerializable(typeof(ResellerPage))]
[JsonSerializable(typeof(Dictionary<string, System.Text.Json.JsonElement>))]
[JsonSerializable(typeof(ErrorBody))]
internal sealed partial class CloudCockpitJson : JsonSerializerContext;

/// <summary>The documented body of an error.</summary>
internal sealed class ErrorBody
{
    public long? StatusCode { get; set; }

    public string? Type { get; set; }

    public string? Description { get; set; }

    public string? CorrelationId { get; set; }

    public List<ErrorItem?>? Errors { get; set; }
}

/// <summary>A refused property.</summary>
internal sealed class ErrorItem
{
    public string? PropertyName { get; set; }

    public List<string>? Description { get; set; }
}
