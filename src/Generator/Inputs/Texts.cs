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

    private readonly HashSet<string> _read = new(StringComparer.Ordinal);

    /// <summary>Entries of <see cref="Parameters"/> that were not read so far.</summary>
    public IEnumerable<string> Unread => Parameters.Keys.Except(_read);

    public static Texts Read(string path) => File.Exists(path)
        ? JsonSerializer.Deserialize<Texts>(
            File.ReadAllText(path), new JsonSerializerOptions(JsonSerializerDefaults.Web) { ReadCommentHandling = JsonCommentHandling.Skip })!
        : new Texts();

    /// <summary>
    /// The sentence of a parameter: its own, that of all parameters of the name, or of its last words, since UserAllowLogin is AllowLogin of a user.
    /// </summary>
    public string? Parameter(string cmdlet, string parameter)
    {
        if (Find($"{cmdlet}:{parameter}") is { } own) return own;
        for (int start = 0; start < parameter.Length; start++)
        {
            if (!char.IsUpper(parameter[start])) continue;
            string name = parameter[start..];
            foreach (string spelling in new[] { name, name + "s" })
            {
                if (Find($"*:{spelling}") is { } text) return text;
            }
        }

        return null;
    }

    private string? Find(string key)
    {
        if (!Parameters.TryGetValue(key, out string? text)) return null;
        _read.Add(key);
        return text;
    }
}
