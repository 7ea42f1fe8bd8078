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
    private readonly Dictionary<string, string> _chosen;

    internal Readings(IEnumerable<KeyValuePair<string, string>> chosen, bool withServiceId = false)
    {
        _chosen = All.ToDictionary(point => point.Key, point => point.Choices[0], StringComparer.OrdinalIgnoreCase);
        if (withServiceId) _chosen["F36"] = "with";
        foreach ((string key, string value) in chosen) Choose(key, value);
    }

    /// <summary>Every point that can be switched, of all services.</summary>
    public static ImmutableArray<ReadingPoint> All { get; } = [.. Hosting.ServiceKind.All.SelectMany(kind => kind.Readings)];

    internal string this[string key] => _chosen[key];

    internal bool Is(string key, string value) => _chosen[key] == value;

    private void Choose(string key, string value)
    {
        ReadingPoint point = All.FirstOrDefault(p => p.Key.Equals(key, StringComparison.OrdinalIgnoreCase))
            ?? throw new SandboxStartException($"'{key}' is not a reading. Readings: {string.Join(", ", All.Select(p => p.Key))}.");
        _chosen[point.Key] = point.Choices.FirstOrDefault(c => c.Equals(value, StringComparison.OrdinalIgnoreCase))
            ?? throw new SandboxStartException($"Reading {point.Key} cannot be '{value}'. It can be {string.Join(" or ", point.Choices)}.");
    }
}
