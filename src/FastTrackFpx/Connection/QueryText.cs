namespace FastTrackFpx.Connection;

/// <summary>Collects query parameters; what has no value is left out.</summary>
internal sealed class QueryText
{
    private readonly List<KeyValuePair<string, string>> _pairs = [];

    internal IReadOnlyList<KeyValuePair<string, string>> Pairs => _pairs;

    internal QueryText Add(string name, string? value)
    {
        if (!string.IsNullOrEmpty(value)) _pairs.Add(new(name, value!));
        return this;
    }

    internal QueryText Add(string name, long? value) => Add(name, value?.ToString(CultureInfo.InvariantCulture));

    internal QueryText Add(string name, bool? value) => Add(name, value is null ? null : value.Value ? "true" : "false");

    internal QueryText AddEach(string name, IEnumerable<string> values)
    {
        foreach (string value in values) Add(name, value);
        return this;
    }

    internal QueryText AddEach(string name, IEnumerable<Guid> values)
    {
        foreach (Guid value in values) Add(name, Routes.Segment(value));
        return this;
    }
}
