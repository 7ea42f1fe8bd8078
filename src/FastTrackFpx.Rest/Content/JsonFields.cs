using System.Text.Json;

namespace FastTrackFpx.Rest.Content;

/// <summary>
/// The values of one object of a list, found by name without comparing names again for each: objects of a list have the same fields in the same order,
/// which is seen once and then only checked.
/// </summary>
internal sealed class JsonFields
{
    /// <summary>In a list that is shorter than this, looking for names costs less than remembering them.</summary>
    internal const int FewItems = 5;

    private readonly JsonFieldNames _names;
    private readonly JsonElement[] _values;

    private JsonFields(JsonFieldNames names, JsonElement[] values)
    {
        _names = names;
        _values = values;
    }

    /// <summary>A value; nothing where there is none.</summary>
    internal JsonElement this[string name]
    {
        get
        {
            int place = _names.PlaceOf(name);
            return place < 0 ? default : _values[place];
        }
    }

    /// <summary>The fields of an object.</summary>
    /// <param name="item">The object.</param>
    /// <param name="names">The names that the one before it had; replaced where these are others.</param>
    internal static JsonFields Of(JsonElement item, ref JsonFieldNames? names)
    {
        if (names is not null && names.TryTake(item) is { } values) return new JsonFields(names, values);
        names = JsonFieldNames.Of(item);
        return new JsonFields(names, names.TryTake(item)!);
    }

    /// <summary>A value of an object that is asked for little: by its name as it is written, else in any case; the first of two equal ones.</summary>
    internal static JsonElement Find(JsonElement item, string name)
    {
        foreach (JsonProperty property in item.EnumerateObject())
        {
            if (property.NameEquals(name)) return property.Value;
        }

        foreach (JsonProperty property in item.EnumerateObject())
        {
            if (string.Equals(property.Name, name, StringComparison.OrdinalIgnoreCase)) return property.Value;
        }

        return default;
    }
}

/// <summary>The names of an object's fields in their order. For one list, and so for one thread.</summary>
internal sealed class JsonFieldNames
{
    private readonly string[] _names;

    /// <summary>What was asked for already, with its place; a minus where there is none.</summary>
    private readonly Dictionary<string, int> _places = new(StringComparer.Ordinal);

    private JsonFieldNames(string[] names) => _names = names;

    internal static JsonFieldNames Of(JsonElement item)
    {
        var names = new List<string>();
        foreach (JsonProperty property in item.EnumerateObject()) names.Add(property.Name);
        return new JsonFieldNames([.. names]);
    }

    /// <summary>The values of an object that has exactly these fields; null for another one.</summary>
    internal JsonElement[]? TryTake(JsonElement item)
    {
        var values = new JsonElement[_names.Length];
        int count = 0;
        foreach (JsonProperty property in item.EnumerateObject())
        {
            if (count == values.Length || !property.NameEquals(_names[count])) return null;
            values[count++] = property.Value;
        }

        return count == values.Length ? values : null;
    }

    /// <summary>Where a field is: by its name as it is written, else in any case; the first of two equal ones. Less than zero where it is not.</summary>
    internal int PlaceOf(string name)
    {
        if (_places.TryGetValue(name, out int place)) return place;
        place = Array.IndexOf(_names, name);
        if (place < 0) place = Array.FindIndex(_names, known => string.Equals(known, name, StringComparison.OrdinalIgnoreCase));
        _places.Add(name, place);
        return place;
    }
}
