namespace FastTrackFpx.AppDirect.Tests.Samples;

/// <summary>Every request sample of the document: read as the record that a user edits, and written again, it is the same JSON.</summary>
public sealed class RequestSampleTests
{
    // The service sets these; no request repeats them.
    private static readonly string[] SetByService = ["links", "_embedded", "uuid", "id", "href", "createdOn", "creationDate", "lastModified", "assignedUsers", "previousOrder", "nextOrder", "lastSuccessfulLogin", "userId"];

    [Fact]
    public void The_document_has_84_samples() => Assert.Equal(84, Description.Operations.Count(operation => operation.RequestSample.ValueKind != JsonValueKind.Undefined));

    public static TheoryData<string> Samples()
    {
        var data = new TheoryData<string>();
        foreach (DescribedOperation operation in Description.Operations.Where(operation => operation.RequestSample.ValueKind is JsonValueKind.Object or JsonValueKind.Array && Description.Bodies.ContainsKey(operation.Id))) data.Add(operation.Id);
        return data;
    }

    [Theory, MemberData(nameof(Samples))]
    public void A_sample_is_written_as_it_was_read(string operationId)
    {
        JsonElement sample = Description.Operation(operationId).RequestSample;
        AppDirectRecord[] records = [.. Rows.Read(Description.Bodies[operationId], sample.ValueKind == JsonValueKind.Array ? sample.GetRawText() : $"[{sample.GetRawText()}]").Records];
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream))
        {
            writer.WriteStartArray();
            foreach (AppDirectRecord record in records) record.WriteTo(writer);
            writer.WriteEndArray();
        }

        string expected = Normal(JsonNode.Parse(sample.ValueKind == JsonValueKind.Array ? sample.GetRawText() : $"[{sample.GetRawText()}]"));
        Assert.Equal(expected, Normal(JsonNode.Parse(Encoding.UTF8.GetString(stream.ToArray()))));
    }

    /// <summary>JSON with sorted names, one of which samples misspell, without nulls and what the service sets. A value is its text: services take numbers as text and text as numbers.</summary>
    private static string Normal(JsonNode? node) => node switch
    {
        null => "null",
        JsonObject item => "{" + string.Join(",", item.Where(pair => pair.Value is not null && !SetByService.Contains(pair.Key)).Select(pair => (Key: pair.Key.StartsWith("developerDevelope", StringComparison.Ordinal) ? "developerAccountIdentifier" : pair.Key, pair.Value))
            .OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}:{Normal(pair.Value)}")) + "}",
        JsonArray items => "[" + string.Join(",", items.Select(Normal)) + "]",
        _ => decimal.TryParse(node.ToString(), NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number) ? (number / 1.0000000000000000000000000000m).ToString(CultureInfo.InvariantCulture) : node.ToString(),
    };
}
