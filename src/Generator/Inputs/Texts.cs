using System.Text.Json;

namespace FastTrackFpx.Generator.Inputs;

internal sealed record ExampleText(string Code, string Text);

internal sealed record CmdletText
{
    public string Synopsis { get; init; } = string.Empty;

    public string Description { get; init; } = string.Empty;

    public ExampleText[] Examples { get; init; } = [];
}

/// <summary>Help in our own words.</summary>
internal sealed class Texts
{
    public Dictionary<string, CmdletText> Cmdlets { get; init; } = [];

    /// <summary>Sentences by "Cmdlet:Parameter", or "*:Parameter" for all cmdlets.</summary>
    public Dictionary<string, string> Parameters { get; init; } = [];

    public Dictionary<string, string> Outputs { get; init; } = [];

    public static Texts Read(string path) => File.Exists(path)
        ? JsonSerializer.Deserialize<Texts>(File.ReadAllText(path), new JsonSerializerOptions(JsonSerializerDefaults.Web) { ReadCommentHandling = JsonCommentHandling.Skip })!
        : new Texts();

    public string? Parameter(string cmdlet, string parameter) =>
        Parameters.TryGetValue($"{cmdlet}:{parameter}", out string? own) ? own : Parameters.GetValueOrDefault($"*:{parameter}");
}
