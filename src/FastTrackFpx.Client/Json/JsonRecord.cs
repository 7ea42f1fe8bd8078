using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.Json;

namespace FastTrackFpx.Client.Json;

/// <summary>
/// An object of an answer, read with forgiveness: names in any case, the first of two equal ones, numbers as text, ids of any kind, null or
/// nothing where a value could be. What cannot be meant is a <see cref="JsonShapeException"/> that names the place.
/// </summary>
internal readonly struct JsonRecord
{
    private readonly JsonElement _element;

    internal JsonRecord(JsonElement element) => _element = element;

    /// <summary>The value as it came.</summary>
    internal JsonElement Element => _element;

    /// <summary>Whether this is an object at all.</summary>
    internal bool IsObject => _element.ValueKind == JsonValueKind.Object;

    /// <summary>Whether this is an array.</summary>
    internal bool IsArray => _element.ValueKind == JsonValueKind.Array;

    /// <summary>Whether there is a value, be it empty; false for null and for what is not there.</summary>
    internal bool HasValue => _element.ValueKind is not (JsonValueKind.Null or JsonValueKind.Undefined);

    /// <summary>Names and values of an object in their order.</summary>
    internal IEnumerable<KeyValuePair<string, JsonRecord>> Properties
    {
        get
        {
            foreach (JsonProperty property in _element.EnumerateObject()) yield return new(property.Name, new JsonRecord(property.Value));
        }
    }

    /// <summary>The value of a property; several names are spellings of one, best first.</summary>
    internal JsonRecord this[params string[] names]
    {
        get
        {
            if (_element.ValueKind != JsonValueKind.Object) return default;
            foreach (string name in names)
            {
                foreach (JsonProperty property in _element.EnumerateObject())
                {
                    if (string.Equals(property.Name, name, StringComparison.OrdinalIgnoreCase)) return new JsonRecord(property.Value);
                }
            }

            return default;
        }
    }

    /// <summary>Text; numbers and booleans by their spelling.</summary>
    internal string? Text(params string[] names) => Read(names, "text", static value => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => throw Unfit,
    });

    /// <summary>An id of any kind, in its one spelling.</summary>
    internal string? Id(params string[] names) => Identifier.Normalize(Text(names));

    /// <summary>A GUID; an empty text is none.</summary>
    internal Guid? Guid(params string[] names) => Read(names, "a GUID", static value =>
        value.ValueKind != JsonValueKind.String ? throw Unfit
        : string.IsNullOrWhiteSpace(value.GetString()) ? (Guid?)null
        : Identifier.TryGuid(value.GetString(), out Guid guid) ? guid
        : throw Unfit);

    /// <summary>A whole number; <c>12.0</c> and <c>"12"</c> are ones too.</summary>
    internal long? Whole(params string[] names) => Read(names, "a whole number", static value =>
    {
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long whole)) return whole;
        decimal? number = ToDecimal(value);
        return number is null ? (long?)null
            : decimal.Truncate(number.Value) == number && number >= long.MinValue && number <= long.MaxValue ? (long)number.Value
            : throw Unfit;
    });

    /// <summary>A number with all its digits.</summary>
    internal decimal? Decimal(params string[] names) => Read(names, "a number", ToDecimal);

    /// <summary>A number of any size.</summary>
    internal double? Double(params string[] names) => Read(names, "a number", static value => value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetDouble(out double number) => number,
        JsonValueKind.String when string.IsNullOrWhiteSpace(value.GetString()) => (double?)null,
        JsonValueKind.String when double.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out double number) => number,
        _ => throw Unfit,
    });

    /// <summary>True or false; also as text, or as 1 and 0.</summary>
    internal bool? Flag(params string[] names) => Read(names, "true or false", static value => value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number when value.TryGetInt64(out long number) && number is 0 or 1 => number == 1,
        JsonValueKind.String when string.IsNullOrWhiteSpace(value.GetString()) => (bool?)null,
        JsonValueKind.String when bool.TryParse(value.GetString(), out bool flag) => flag,
        JsonValueKind.String when value.GetString() is "0" or "1" => value.GetString() == "1",
        _ => throw Unfit,
    });

    /// <summary>A date and time; without an offset it is UTC.</summary>
    internal DateTimeOffset? Date(params string[] names) => Read(names, "a date", static value =>
        value.ValueKind != JsonValueKind.String ? throw Unfit
        : string.IsNullOrWhiteSpace(value.GetString()) ? (DateTimeOffset?)null
        : DateTimeOffset.TryParse(value.GetString(), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out DateTimeOffset date) ? date
        : throw Unfit);

    /// <summary>An object, or null.</summary>
    internal T? Object<T>(string name, Func<JsonRecord, T> read)
        where T : class
    {
        JsonRecord value = this[name];
        if (!value.HasValue) return null;
        if (!value.IsObject) throw Shape(name, "an object", value._element);
        try
        {
            return read(value);
        }
        catch (JsonShapeException wrong)
        {
            throw wrong.Inside(name);
        }
    }

    /// <summary>The objects of an array; null where there is none. Nulls inside are left out.</summary>
    internal FpxList<T>? List<T>(string name, Func<JsonRecord, T> read)
        where T : class
    {
        JsonRecord value = this[name];
        if (!value.HasValue) return null;
        try
        {
            return new FpxList<T>(value.Items(read));
        }
        catch (JsonShapeException wrong)
        {
            throw wrong.Inside(name);
        }
    }

    /// <summary>The objects of this array. Nulls inside are left out.</summary>
    internal List<T> Items<T>(Func<JsonRecord, T> read)
    {
        if (!IsArray) throw Shape(string.Empty, "a list", _element);
        var items = new List<T>(_element.GetArrayLength());
        int index = -1;
        foreach (JsonElement item in _element.EnumerateArray())
        {
            index++;
            if (item.ValueKind == JsonValueKind.Null) continue;
            try
            {
                if (item.ValueKind != JsonValueKind.Object) throw Shape(string.Empty, "an object", item);
                items.Add(read(new JsonRecord(item)));
            }
            catch (JsonShapeException wrong)
            {
                throw wrong.Inside($"[{index}]");
            }
        }

        return items;
    }

    /// <summary>The texts of an array; null where there is none.</summary>
    internal FpxList<string>? Texts(string name)
    {
        JsonRecord value = this[name];
        if (!value.HasValue) return null;
        if (!value.IsArray) throw Shape(name, "a list", value._element);
        var texts = new FpxList<string>();
        foreach (JsonElement item in value._element.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.Null) continue;
            texts.Add(item.ValueKind == JsonValueKind.String ? item.GetString()! : item.GetRawText());
        }

        return texts;
    }

    /// <summary>A reference to an entry of one of the service's lists.</summary>
    internal FpxLookup? Lookup(params string[] names)
    {
        JsonRecord value = this[names];
        if (!value.HasValue) return null;
        if (!value.IsObject) throw Shape(names[0], "an object with id and name", value._element);
        try
        {
            return new FpxLookup { Id = value.Id("id"), Name = value.Text("name") };
        }
        catch (JsonShapeException wrong)
        {
            throw wrong.Inside(names[0]);
        }
    }

    /// <summary>The error for a value that this record cannot do without.</summary>
    internal static JsonShapeException Missing(string name, string expected) => new(name, expected, "nothing");

    private static FormatException Unfit => new();

    private static JsonShapeException Shape(string place, string expected, JsonElement found) => new(place, expected, Describe(found));

    private static string Describe(JsonElement found) => found.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a text that is none",
        JsonValueKind.Number => "a number that does not fit",
        JsonValueKind.True or JsonValueKind.False => "true or false",
        _ => "null",
    };

    private static decimal? ToDecimal(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetDecimal(out decimal number) => number,
        JsonValueKind.String when string.IsNullOrWhiteSpace(value.GetString()) => null,
        JsonValueKind.String when decimal.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number) => number,
        _ => throw Unfit,
    };

    private T? Read<T>(string[] names, string expected, Func<JsonElement, T> read)
    {
        JsonRecord value = this[names];
        if (!value.HasValue) return default;
        try
        {
            return read(value._element);
        }
        catch (FormatException)
        {
            throw Shape(names[0], expected, value._element);
        }
    }
}
