using System.Collections.Immutable;

namespace FastTrackFpx.Sandbox;

/// <summary>One point where the documents of a service allow more than one reading.</summary>
/// <param name="Key">Its name, such as F3.</param>
/// <param name="Choices">The values it can have; the first is the default.</param>
/// <param name="Meaning">What the values do, in one line.</param>
public sealed record ReadingPoint(string Key, ImmutableArray<string> Choices, string Meaning);

/// <summary>The readings a sandbox runs with: the defaults, and what was chosen at its start.</summary>
public sealed class Readings
{
    // Replaced and never changed, so that requests can read while another value is chosen.
    private Dictionary<string, string> _others = new(StringComparer.OrdinalIgnoreCase);

    internal Readings(IEnumerable<KeyValuePair<string, string>> chosen, bool withServiceId = false)
    {
        if (withServiceId) Choose("F36", "with");
        foreach ((string key, string value) in chosen) Choose(key, value);
    }

    /// <summary>Every point that can be switched, of all services.</summary>
    public static ImmutableArray<ReadingPoint> All { get; } = [.. Hosting.ServiceKind.All.SelectMany(kind => kind.Readings)];

    private static Dictionary<string, string> Defaults { get; } =
        All.ToDictionary(point => point.Key, point => point.Choices[0], StringComparer.OrdinalIgnoreCase);

    internal string this[string key] => _others.TryGetValue(key, out string? other) ? other : Defaults[key];

    internal bool Is(string key, string value) => this[key] == value;

    /// <summary>True if the value is not the default.</summary>
    internal bool IsChanged(string key) => _others.ContainsKey(key);

    internal void Choose(string key, string value)
    {
        ReadingPoint point = All.FirstOrDefault(p => p.Key.Equals(key, StringComparison.OrdinalIgnoreCase))
            ?? throw new SandboxStartException($"'{key}' is not a reading. Readings: {string.Join(", ", All.Select(p => p.Key))}.");
        string choice = point.Choices.FirstOrDefault(c => c.Equals(value, StringComparison.OrdinalIgnoreCase))
            ?? throw new SandboxStartException($"Reading {point.Key} cannot be '{value}'. It can be {string.Join(" or ", point.Choices)}.");
        var others = new Dictionary<string, string>(_others, StringComparer.OrdinalIgnoreCase);
        others.Remove(point.Key);
        if (choice != point.Choices[0]) others.Add(point.Key, choice);
        _others = others;
    }
}
