namespace FastTrackFpx.Client.Tests.Connection;

/// <summary>A text field that the API's description gains is either masked in traces or named here: none is forgotten.</summary>
public class PersonalFieldTests
{
    /// <summary>Texts that name neither a person nor a customer, by whom the service itself knows what they mean.</summary>
    private static readonly string[] Impersonal =
    [
        // The service's own words about a call.
        "message",
        // Numbers and names that the service gives to what it pays and counts.
        "claimId", "description", "disputeCaseNumber", "localCurrency", "localCurrencySymbol", "milestone", "mpnId", "partnerReferralNumber",
        "transactionId", "workloadId", "yearPeriodRange",
    ];

    [Fact]
    public void Every_text_of_the_specification_is_masked_in_writes_or_said_to_name_nobody()
    {
        string[] texts = [.. Fields().Where(field => IsText(field.Value)).Select(field => field.Key).Distinct(StringComparer.OrdinalIgnoreCase)];
        Assert.InRange(texts.Length, 30, 80);
        Assert.DoesNotContain(texts, name => !FpxProfile.IsPersonal(name, "contacts") && !Impersonal.Contains(name, StringComparer.OrdinalIgnoreCase));
        Assert.DoesNotContain(Impersonal, name => FpxProfile.IsPersonal(name, "contacts") || !texts.Contains(name, StringComparer.OrdinalIgnoreCase));
        string[] requests = ["ContactCreate", "ContactPatch", "ContactPatchV1", "EntitlementStatusInput", "NoteCreate", "PartnerReferralPatch"];
        string[] bodies = [.. Specification.Document.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject())
            .Where(operation => operation.Value.ValueKind == JsonValueKind.Object && operation.Value.TryGetProperty("requestBody", out _))
            .SelectMany(operation => Schemas(operation.Value.GetProperty("requestBody"))).Distinct()];
        Assert.Empty(bodies.Except(requests));
        Assert.Empty(Fields(requests).Where(field => IsText(field.Value) && !FpxProfile.IsPersonal(field.Key, "contacts")).Select(field => field.Key));
    }

    private static IEnumerable<KeyValuePair<string, JsonElement>> Fields(params string[] schemas) =>
        from schema in Specification.Document.GetProperty("components").GetProperty("schemas").EnumerateObject()
        where schemas.Length == 0 || schemas.Contains(schema.Name)
        where schema.Value.TryGetProperty("properties", out _)
        from field in schema.Value.GetProperty("properties").EnumerateObject()
        select new KeyValuePair<string, JsonElement>(field.Name, field.Value);

    private static bool IsText(JsonElement field)
    {
        if (field.TryGetProperty("format", out _) || field.TryGetProperty("enum", out _) || !field.TryGetProperty("type", out JsonElement type)) return false;
        return type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().All(one => one.GetString() is "string" or "null") : type.GetString() == "string";
    }

    private static IEnumerable<string> Schemas(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Array) return value.EnumerateArray().SelectMany(Schemas);
        if (value.ValueKind != JsonValueKind.Object) return [];
        return value.EnumerateObject().SelectMany(field => field.Name == "$ref" ? [field.Value.GetString()!.Split('/')[^1]] : Schemas(field.Value));
    }
}
