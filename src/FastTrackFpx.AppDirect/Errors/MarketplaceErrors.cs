using FastTrackFpx.Rest.Content;
using FastTrackFpx.Rest.Http;

namespace FastTrackFpx.AppDirect.Errors;

/// <summary>Error responses come in nine shapes, which all hold a code, a message and details.</summary>
internal static class MarketplaceErrors
{
    internal static ServiceException Of(RestResponse response)
    {
        var document = new ErrorDocument();
        document.Read(response.Body);
        bool isPage = response.MediaType == "text/html";
        return new ErrorResponse(response)
        {
            Message = document.Message,
            Code = document.Code,
            Fields = document.Details,
            // A missing record often has no body at all.
            IsDocumented = !isPage,
            Status = response.StatusCode == 410 ? 400 : null,
            CredentialAction = "Check the credentials and connect again with Connect-AppDirectService.",
        }.ToException();
    }
}

/// <summary>The code, message and details of an error body.</summary>
internal sealed class ErrorDocument
{
    private readonly Dictionary<string, IReadOnlyList<string>> _details = new(StringComparer.OrdinalIgnoreCase);

    internal string? Code { get; private set; }

    internal string? Message { get; private set; }

    internal IReadOnlyDictionary<string, IReadOnlyList<string>> Details => _details;

    internal void Read(ReadOnlyMemory<byte> body)
    {
        if (body.Length == 0) return;
        try
        {
            using JsonDocument document = JsonDocument.Parse(body, JsonBody.DocumentOptions);
            Read(document.RootElement);
        }
        catch (Exception damage) when (damage is JsonException or InvalidOperationException)
        {
            // What was read so far stays.
        }
    }

    private void Read(JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.Array)
        {
            // A list of errors: the first says what happened, the others are details.
            foreach (JsonElement item in root.EnumerateArray())
            {
                if (Message is null) Read(item);
                else ReadDetail(item);
            }

            return;
        }

        if (root.ValueKind == JsonValueKind.String) Message = Text(root);
        if (root.ValueKind != JsonValueKind.Object) return;
        JsonElement error = JsonBody.Find(root, "error");
        Code = Text(JsonBody.Find(root, "code")) ?? Text(JsonBody.Find(root, "errorCode"))
            ?? Text(error.ValueKind == JsonValueKind.String ? error : JsonBody.Find(error, "code"));
        Message = Text(JsonBody.Find(root, "message")) ?? Text(JsonBody.Find(root, "error_description")) ?? Text(JsonBody.Find(root, "errorDescription"))
            ?? Text(JsonBody.Find(error, "message")) ?? Text(JsonBody.Find(root, "moreInfo")) ?? Text(JsonBody.Find(root, "reason"));
        foreach (string list in new[] { "details", "errors", "blockingErrors" })
        {
            JsonElement details = JsonBody.Find(root, list);
            if (details.ValueKind != JsonValueKind.Array) continue;
            foreach (JsonElement detail in details.EnumerateArray()) ReadDetail(detail);
        }
    }

    private void ReadDetail(JsonElement detail)
    {
        if (detail.ValueKind == JsonValueKind.String) Add("details", Text(detail));
        if (detail.ValueKind != JsonValueKind.Object) return;
        Add(
            Text(JsonBody.Find(detail, "field")) ?? Text(JsonBody.Find(detail, "email")) ?? "details",
            Text(JsonBody.Find(detail, "message")) ?? Text(JsonBody.Find(detail, "type")) ?? Text(JsonBody.Find(detail, "code")));
    }

    private void Add(string field, string? message)
    {
        if (message is not null) _details[field] = _details.TryGetValue(field, out IReadOnlyList<string>? known) ? [.. known, message] : [message];
    }

    private static string? Text(JsonElement value)
    {
        string? text = value.ValueKind == JsonValueKind.String ? value.GetString() : value.ValueKind == JsonValueKind.Number ? value.GetRawText() : null;
        return string.IsNullOrWhiteSpace(text) ? null : text!.Trim();
    }
}
