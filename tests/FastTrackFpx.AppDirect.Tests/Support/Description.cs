namespace FastTrackFpx.AppDirect.Tests.Support;

/// <summary>An operation of the API's description, with the samples of its responses.</summary>
internal sealed record DescribedOperation(string Id, string Method, string Path, JsonElement Json)
{
    private readonly Regex _path = new("^" + Regex.Replace(Regex.Escape(Path).Replace("\\{", "{", StringComparison.Ordinal), @"\{[^}]+\}", "[^/]+") + "$", RegexOptions.CultureInvariant);

    public IEnumerable<(string Status, JsonElement Sample)> Samples => Json.GetProperty("responses").EnumerateObject()
        .Where(response => response.Value.TryGetProperty("content", out _))
        .SelectMany(response => response.Value.GetProperty("content").EnumerateObject().Where(content => content.Value.TryGetProperty("example", out _)).Select(content => (response.Name, content.Value.GetProperty("example"))));

    /// <summary>The sample of the request's body; undefined if there is none.</summary>
    public JsonElement RequestSample => Json.TryGetProperty("requestBody", out JsonElement body)
        ? body.GetProperty("content").EnumerateObject().Where(content => content.Value.TryGetProperty("example", out _)).Select(content => content.Value.GetProperty("example")).FirstOrDefault()
        : default;

    public IEnumerable<JsonElement> Parameters => Json.TryGetProperty("parameters", out JsonElement parameters) ? parameters.EnumerateArray() : [];

    public bool Matches(string method, string path) => Method == method && _path.IsMatch(path);
}

/// <summary>docs/api/appdirect.openapi.json.</summary>
internal static class Description
{
    public static IReadOnlyList<DescribedOperation> Operations { get; } = Read();

    /// <summary>Which cmdlet and set sends an operation, and the record that it returns.</summary>
    public static IReadOnlyDictionary<string, (string Cmdlet, string Set, string Output)> Cmdlets { get; } = File.ReadLines(Path.Combine(Files.Generated, "Operations.AppDirect.txt"))
        .Select(line => line.Split(' ')).ToDictionary(parts => parts[0], parts => (parts[3], parts[4], parts[6]));

    public static IReadOnlyDictionary<string, string> Bodies { get; } = File.ReadLines(Path.Combine(Files.Generated, "Operations.AppDirect.txt"))
        .Select(line => line.Split(' ')).Where(parts => parts.Contains("takes")).ToDictionary(parts => parts[0], parts => parts[^1]);

    public static DescribedOperation Operation(string id) => Operations.Single(operation => operation.Id == id);

    private static List<DescribedOperation> Read()
    {
        using JsonDocument document = JsonDocument.Parse(Files.ReadApi("appdirect.openapi.json"));
        JsonElement root = document.RootElement.Clone();
        string[] methods = ["get", "put", "post", "delete", "head", "patch"];
        return
        [
            .. root.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject().Where(operation => methods.Contains(operation.Name))
                .Select(operation => new DescribedOperation(operation.Value.GetProperty("operationId").GetString()!, operation.Name.ToUpperInvariant(), path.Name.Split('#')[0], operation.Value))),
        ];
    }
}
