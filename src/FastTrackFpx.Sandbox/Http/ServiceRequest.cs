using System.Globalization;
using FastTrackFpx.Sandbox.Faults;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Primitives;

namespace FastTrackFpx.Sandbox.Http;

/// <summary>Carries out one request and writes its response.</summary>
internal delegate void OperationHandler(ServiceRequest request, ServiceResponse response);

/// <summary>A request: route values, query, headers, body, and who sent it.</summary>
internal sealed class ServiceRequest
{
    public required string Method { get; init; }

    /// <summary>The path as it was received, decoded.</summary>
    public required string Path { get; init; }

    public required IQueryCollection QueryValues { get; init; }

    public required IHeaderDictionary Headers { get; init; }

    public required RouteValueDictionary RouteValues { get; init; }

    /// <summary>
    /// What the operation was mapped with; empty if there is no operation at the address. Known when the service admits the request.
    /// </summary>
    public required EndpointMetadataCollection Metadata { get; init; }

    public ReadOnlyMemory<byte> Body { get; set; }

    /// <summary>
    /// Whose rate limit the request counts against. Never a token or a password. Set when the service admits the request.
    /// </summary>
    public string Identity { get; set; } = "anonymous";

    /// <summary>The name that records get as their author; null if the request does not say.</summary>
    public string? User { get; set; }

    /// <summary>How many pages a fault shifts the response by.</summary>
    public int PageShift { get; set; }

    /// <summary>How the service normalises the text it stores.</summary>
    public StoreRules Store { get; set; } = StoreRules.None;

    /// <summary>Copies everything that ends with the HTTP request.</summary>
    public ServiceRequest Detach()
    {
        var headers = new HeaderDictionary();
        foreach ((string name, StringValues value) in Headers) headers[name] = value;
        return new ServiceRequest
        {
            Method = Method,
            Path = Path,
            QueryValues = new QueryCollection(new Dictionary<string, StringValues>(QueryValues, StringComparer.OrdinalIgnoreCase)),
            Headers = headers,
            RouteValues = new RouteValueDictionary(RouteValues),
            Metadata = Metadata,
            Body = Body.ToArray(),
            Identity = Identity,
            User = User,
            PageShift = PageShift,
            Store = Store,
        };
    }

    /// <summary>The value of a route parameter.</summary>
    public string Route(string name) => RouteValues[name] as string ?? "";

    /// <summary>A GUID in the route, with or without dashes, as lower-case text with dashes.</summary>
    public string Guid(string name) => ParseGuid(Route(name), name);

    public int Integer(string name) => ParseInteger(Route(name), name);

    /// <summary>A query value; null if it is missing or empty.</summary>
    public string? Query(string name)
    {
        string? value = QueryValues.TryGetValue(name, out StringValues values) && values.Count > 0 ? values[0] : null;
        return string.IsNullOrEmpty(value) ? null : value;
    }

    public int? QueryInteger(string name) => Query(name) is { } text ? ParseInteger(text, name) : null;

    public bool QueryBoolean(string name, bool otherwise)
    {
        if (Query(name) is not { } text) return otherwise;
        return bool.TryParse(text, out bool value) ? value : throw Rejection.Field(name, $"'{text}' is neither true nor false.");
    }

    /// <summary>All values of a repeated query name; a value may itself be a comma-separated list.</summary>
    public List<string> QueryList(string name) => !QueryValues.TryGetValue(name, out StringValues values) ? [] :
    [
        .. values.SelectMany(value => (value ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)),
    ];

    public List<string> QueryGuids(string name) => QueryList(name).ConvertAll(text => ParseGuid(text, name));

    public List<int> QueryIntegers(string name) => QueryList(name).ConvertAll(text => ParseInteger(text, name));

    private static string ParseGuid(string text, string name) => System.Guid.TryParse(text, out Guid value)
        ? value.ToString("D")
        : throw Rejection.Field(name, $"'{text}' is not a GUID.");

    private static int ParseInteger(string text, string name) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value)
            ? value
            : throw Rejection.Field(name, $"'{text}' is not a whole number.");
}
