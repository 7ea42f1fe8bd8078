using System.Text.Json.Serialization;
using FastTrackFpx.Rest.Content;

namespace FastTrackFpx.CloudCockpit.Resellers;

/// <summary>The service's JSON as records, without reflection. Names are matched without case; unknown names are ignored.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    PropertyNameCaseInsensitive = true,
    AllowTrailingCommas = true,
    MaxDepth = JsonBody.Depth,
    Converters = [typeof(TextConverter), typeof(NullableGuidConverter), typeof(NullableWholeConverter), typeof(NullableDecimalConverter), typeof(NullableFlagConverter)])]
[JsonSerializable(typeof(ResellerPage))]
internal sealed partial class ResellerJson : JsonSerializerContext;
