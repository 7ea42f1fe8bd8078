using FastTrackFpx.Sandbox.Hosting;
using FastTrackFpx.Sandbox.Http;
using Microsoft.AspNetCore.Routing;

namespace FastTrackFpx.Sandbox.Fpx;

/// <summary>One operation: a method on a path below /api/, in some of the versions.</summary>
internal sealed record FpxOperation(string Method, string Pattern, ApiVersions Versions, OperationHandler Handler);

/// <summary>The version of the API that an endpoint belongs to.</summary>
internal sealed record FpxVersion(ApiVersions Version)
{
    public static ApiVersions Of(ServiceRequest request) => request.Metadata.GetRequiredMetadata<FpxVersion>().Version;
}

/// <summary>Collects the operations of the API and maps them in their versions.</summary>
internal sealed class FpxRoutes
{
    private static readonly (ApiVersions Version, string Text)[] Versions =
        [(ApiVersions.V1, "v1"), (ApiVersions.V11, "v1.1"), (ApiVersions.V12, "v1.2")];

    private readonly List<FpxOperation> _operations = [];

    public IReadOnlyList<FpxOperation> Operations => _operations;

    public void Get(string pattern, OperationHandler handler) => Add("GET", pattern, ApiVersions.All, handler);

    public void Add(string method, string pattern, ApiVersions versions, OperationHandler handler)
    {
        if (versions != ApiVersions.None) _operations.Add(new FpxOperation(method, pattern, versions, handler));
    }

    public void MapTo(IEndpointRouteBuilder routes)
    {
        foreach (FpxOperation operation in _operations)
        {
            foreach ((ApiVersions version, string text) in Versions.Where(known => (known.Version & operation.Versions) != 0))
            {
                routes.Map(operation.Method, $"/ftop/{text}/api/{operation.Pattern}", operation.Handler, operation,
                    new FpxVersion(version));
            }
        }
    }
}

/// <summary>The pages of lists.</summary>
internal static class FpxPaging
{
    private const int MaxPageSize = 1000;
    private const int DefaultPageSize = 25;

    /// <summary>The requested page: numbered from 1.</summary>
    public static (int Skip, int Take) Page(this ServiceRequest request)
    {
        int page = request.QueryInteger("page") ?? 1;
        if (page > 0) page = Math.Max(1, page + request.PageShift);
        int size = request.QueryInteger("pageSize") ?? DefaultPageSize;
        var errors = new FieldErrors();
        if (page < 1) errors.Add("Page", "The first page is page 1.");
        if (size is < 1 or > MaxPageSize) errors.Add("PageSize", $"A page has 1 to {MaxPageSize} records.");
        errors.ThrowIfAny();
        return ((int)Math.Min((long)(page - 1) * size, int.MaxValue), size);
    }
}
