using System.Collections.Immutable;
using System.Text.Json;

namespace FastTrackFpx.Sandbox.AppDirect.Description;

/// <summary>One operation of the API, as the document describes it.</summary>
internal sealed class ApiOperation
{
    private readonly Dictionary<int, Schema?> _responses = [];

    public ApiOperation(ApiDocument document, string path, string method, JsonElement element)
    {
        Id = element.GetProperty("operationId").GetString()!;
        Method = method;
        string[] parts = path.Split('#');
        Path = parts[0];
        Fragment = parts.Length > 1 ? parts[1] : null;
        Roles = element.TryGetProperty("x-roles", out JsonElement roles) ? [.. roles.EnumerateArray().Select(role => role.GetString()!)] : [];
        Parameters = element.TryGetProperty("parameters", out JsonElement parameters)
            ? [.. parameters.EnumerateArray().Select(parameter => new ApiParameter(
                parameter.GetProperty("name").GetString()!, parameter.GetProperty("in").GetString()!,
                parameter.TryGetProperty("required", out JsonElement required) && required.GetBoolean(),
                document.Of(parameter.GetProperty("schema"))))]
            : [];
        if (element.TryGetProperty("requestBody", out JsonElement body))
        {
            BodyTypes = [.. body.GetProperty("content").EnumerateObject().Select(content => content.Name)];
            Body = document.Of(body.GetProperty("content").EnumerateObject().First().Value.GetProperty("schema"));
        }

        Paging = element.TryGetProperty("x-paging", out JsonElement paging) ? PagingStyle.Read(paging) : null;
        foreach (JsonProperty response in element.GetProperty("responses").EnumerateObject())
        {
            _responses[int.Parse(response.Name, System.Globalization.CultureInfo.InvariantCulture)] = SchemaOf(document, response.Value);
        }
    }

    public string Id { get; }

    public string Method { get; }

    /// <summary>The path below /api, without a fragment.</summary>
    public string Path { get; }

    /// <summary>The part behind #, by which the document tells operations of one address apart.</summary>
    public string? Fragment { get; }

    /// <summary>The roles of which a caller needs one; empty if any signed-in caller may call.</summary>
    public ImmutableArray<string> Roles { get; }

    public ImmutableArray<ApiParameter> Parameters { get; }

    public Schema? Body { get; }

    /// <summary>The media types of the body; empty if there is none.</summary>
    public ImmutableArray<string> BodyTypes { get; } = [];

    public PagingStyle? Paging { get; }

    /// <summary>The status of success; the first one, if there are several.</summary>
    public int Success => _responses.Keys.First(status => status < 400);

    /// <summary>The shape of the response with that status; null if it has no body.</summary>
    public Schema? Response(int status) => _responses.GetValueOrDefault(status);

    /// <summary>The shape of a successful response; null if it has no body.</summary>
    public Schema? Response() => Response(Success);

    public bool Declares(int status) => _responses.ContainsKey(status);

    private static Schema? SchemaOf(ApiDocument document, JsonElement response) =>
        response.TryGetProperty("content", out JsonElement content)
            && content.EnumerateObject().First().Value.TryGetProperty("schema", out JsonElement schema) ? document.Of(schema) : null;
}

/// <summary>An input in the path, the query or a header.</summary>
internal sealed record ApiParameter(string Name, string In, bool IsRequired, Schema Schema);

/// <summary>How an operation divides its results into pages.</summary>
/// <param name="Position">The input with the number of the page, the offset, or the cursor.</param>
/// <param name="Size">The input with the size of a page.</param>
/// <param name="IsOffset">True if the position counts records and not pages.</param>
/// <param name="First">The number of the first page; null if the document does not say.</param>
/// <param name="DefaultSize">The size of a page, if the input is missing; null if the document does not say.</param>
internal sealed record PagingStyle(string Position, string Size, bool IsOffset, int? First, int? DefaultSize)
{
    public static PagingStyle Read(JsonElement paging)
    {
        bool isOffset = paging.GetProperty("style").GetString() == "offset";
        return new PagingStyle(
            paging.GetProperty(isOffset ? "offsetParam" : "pageParam").GetString()!,
            paging.GetProperty(isOffset ? "limitParam" : "sizeParam").GetString()!,
            isOffset,
            paging.TryGetProperty("firstPage", out JsonElement first) ? first.GetInt32() : null,
            paging.TryGetProperty("defaultSize", out JsonElement size) || paging.TryGetProperty("defaultLimit", out size)
                ? size.GetInt32() : null);
    }
}
