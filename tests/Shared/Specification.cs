namespace FastTrackFpx.Tests.Shared;

/// <summary>An operation of the API's description.</summary>
/// <param name="Path">Behind the version, without a slash before it; parameters in braces.</param>
internal sealed record Operation(string Method, string Path, IReadOnlyList<string> Versions, IReadOnlyList<string> Query)
{
    private readonly Regex _calls = new(
        $"^{Method} {string.Join('/', Path.Split('/').Select(part => part.StartsWith('{') ? "[^/ ]+" : Regex.Escape(part)))}$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant);

    public bool HasParameters => Path.Contains('{', StringComparison.Ordinal);

    public bool Takes(string call) => _calls.IsMatch(call);

    public override string ToString() => $"{Method} {Path}";
}

/// <summary>docs/api/fpx.openapi.json, read once for all tests that ask whether something is as described. Each test project compiles this file.</summary>
internal static class Specification
{
    private static readonly string[] Methods = ["get", "post", "patch", "put", "delete"];

    public static JsonElement Document { get; } = JsonDocument.Parse(RepositoryFile("docs/api/fpx.openapi.json")).RootElement;

    public static IReadOnlyList<Operation> Operations { get; } =
    [
        .. from path in Document.GetProperty("paths").EnumerateObject()
           from operation in path.Value.EnumerateObject()
           where Methods.Contains(operation.Name)
           select new Operation(operation.Name.ToUpperInvariant(), path.Name.TrimStart('/'), Versions(operation.Value), Query(operation.Value)),
    ];

    /// <summary>The operation that a call such as <c>GET tenants/1/notes</c> is, or null. A path without parameters comes before one with.</summary>
    public static Operation? Find(string call) => Operations.Where(operation => operation.Takes(call)).MinBy(operation => operation.HasParameters);

    /// <summary>The text of a file of the repository. Looked for from where the tests run: a build server may hide where sources were.</summary>
    public static string RepositoryFile(string path)
    {
        for (DirectoryInfo? folder = new(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            string candidate = Path.Combine(folder.FullName, path);
            if (File.Exists(candidate)) return File.ReadAllText(candidate);
        }

        throw new FileNotFoundException($"{path} is not above {AppContext.BaseDirectory}");
    }

    private static string[] Versions(JsonElement operation) => [.. operation.GetProperty("x-api-versions").EnumerateArray().Select(version => version.GetString()!)];

    private static string[] Query(JsonElement operation) => operation.TryGetProperty("parameters", out JsonElement parameters)
        ? [.. parameters.EnumerateArray()
            .Where(parameter => parameter.TryGetProperty("in", out JsonElement place) && place.GetString() == "query")
            .Select(parameter => parameter.GetProperty("name").GetString()!)]
        : [];
}
