namespace FastTrackFpx.CloudCockpit.Connection;

internal sealed class CloudCockpitProfile() : ServiceProfile("CloudCockpit", new PersonalFields(
    ["companyName", "firstName", "lastName", "email", "phone", "addressLine1", "addressLine2", "zipCode", "taxId", "customDomain"], "searchValue"))
{
    internal static readonly CloudCockpitProfile Instance = new();

    public override ServiceException ErrorOf(RestResponse response)
    {
        ErrorBody? body = Read(response);
        return new ErrorResponse(response)
        {
            Message = body?.Description,
            CorrelationId = body?.CorrelationId,
            Fields = body?.Errors?.Where(item => item?.PropertyName is { Length: > 0 })
                .GroupBy(item => item!.PropertyName!, StringComparer.OrdinalIgnoreCase)
                .ToDictionary(
                    same => same.Key,
                    same => (IReadOnlyList<string>)[.. same.SelectMany(item => item!.Description ?? [])],
                    StringComparer.OrdinalIgnoreCase)
                ?? new Dictionary<string, IReadOnlyList<string>>(),
            // There are no records with a path of their own: a 404 is about the path.
            IsDocumented = response.StatusCode != 404 && body is { StatusCode: not null } or { Type: not null },
            CredentialAction = "Check client id, client secret and scope, or the access token, and connect again.",
        }.ToException();
    }

    // The document shows no body for 401 and 403, and a gateway may send anything.
    private static ErrorBody? Read(RestResponse response)
    {
        try
        {
            return JsonSerializer.Deserialize(response.Body.Span, ErrorJson.Default.ErrorBody);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

internal sealed class ErrorBody
{
    public long? StatusCode { get; set; }

    public string? Type { get; set; }

    public string? Description { get; set; }

    public string? CorrelationId { get; set; }

    public List<ErrorItem?>? Errors { get; set; }
}

internal sealed class ErrorItem
{
    public string? PropertyName { get; set; }

    public List<string>? Description { get; set; }
}

[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    PropertyNameCaseInsensitive = true,
    Converters = [typeof(TextConverter), typeof(NullableWholeConverter)])]
[JsonSerializable(typeof(ErrorBody))]
internal sealed partial class ErrorJson : JsonSerializerContext;
