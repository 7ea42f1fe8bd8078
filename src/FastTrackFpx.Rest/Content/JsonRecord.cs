using System.Globalization;
using System.Text.Json;

namespace FastTrackFpx.Rest.Content;

/// <summary>
/// An object of an answer, read with forgiveness: names in any case, the first of two equal ones, numbers as text, ids of any kind, null or
/// nothing where a value could be. What cannot be meant is a <see cref="JsonShapeException"/> that names the place.
/// </summary>
internal readonly struct JsonRecord
{
    private readonly JsonElement _element;
    private readonly JsonFields? _fields;

    internal JsonRecord(JsonElement element)
        : this(element, null)
    {
    }

    private JsonRecord(JsonElement element, JsonFields? fields)
    {
        _element = element;
        _fields = fields;
    }

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

    /// <summary>The value of a property; nothing where there is none.</summary>
    internal JsonRecord this[string name]
    {
        get
        {
            if (_fields is not null) return new JsonRecord(_fields[name]);
            return _element.ValueKind == JsonValueKind.Object ? new JsonRecord(JsonFields.Find(_element, name)) : default;
        }
    }

    /// <summary>The value of a property that has two spellings, the best one first.</summary>
    internal JsonRecord this[string name, string otherName]
    {
        get
        {
            JsonRecord value = this[name];
            return value._element.ValueKind == JsonValueKind.Undefined ? this[otherName] : value;
        }
    }

    /// <summary>Text; numbers and booleans by their spelling.</summary>
    internal string? Text(string name) => TextOf(this[name], name);

    /// <summary>Text under one of two names.</summary>
    internal string? Text(string name, string otherName) => TextOf(this[name, otherName], name);

    /// <summary>An id of any kind, in its one spelling.</summary>
    internal string? Id(string name) => Identifier.Normalize(Text(name));

    /// <summary>An id under one of two names.</summary>
    internal string? Id(string name, string otherName) => Identifier.Normalize(Text(name, otherName));

    /// <summary>A GUID; an empty text is none.</summary>
    internal Guid? Guid(string name) => GuidOf(this[name], name);

    /// <summary>A GUID under one of two names.</summary>
    internal Guid? Guid(string name, string otherName) => GuidOf(this[name, otherName], name);

    /// <summary>A whole number; <c>12.0</c> and <c>"12"</c> are ones too.</summary>
    internal long? Whole(string name) => WholeOf(this[name], name);

    /// <summary>A whole number under one of two names.</summary>
    internal long? Whole(string name, string otherName) => WholeOf(this[name, otherName], name);


    /// <summary>A number with all its digits.</summary>
    internal decimal? Decimal(string name) => Read(name, "a number", ToDecimal);

    /// <summary>A number of any size.</summary>
    internal double? Double(string name) => Read(name, "a number", static value => value.ValueKind switch
    {
        JsonValueKind.Number when value.TryGetDouble(out double number) => number,
        JsonValueKind.String when string.IsNullOrWhiteSpace(value.GetString()) => (double?)null,
        JsonValueKind.String when double.TryParse(value.GetString(), NumberStyles.Float, CultureInfo.InvariantCulture, out double number) => number,
        _ => throw Unfit,
    });

    /// <summary>True or false; also as text, or as 1 and 0.</summary>
    internal bool? Flag(string name) => FlagOf(this[name], name);

    /// <summary>True or false under one of two names.</summary>
    internal bool? Flag(string name, string otherName) => FlagOf(this[name, otherName], name);

    /// <summary>A date and time; without an offset it is UTC.</summary>
    internal DateTimeOffset? Date(string name) => Read(name, "a date", static value =>
        value.ValueKind != JsonValueKind.String ? throw Unfit
        : TryIsoDate(value, out DateTimeOffset iso) ? iso
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
    internal List<T>? ListOf<T>(string name, Func<JsonRecord, T> read)
        where T : class
    {
        JsonRecord value = this[name];
        if (!value.HasValue) return null;
        try
        {
            return value.Items(read);
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
        int count = _element.GetArrayLength();
        var items = new List<T>(count);
        JsonFieldNames? names = null;
        int index = -1;
        foreach (JsonElement item in _element.EnumerateArray())
        {
            index++;
            if (item.ValueKind == JsonValueKind.Null) continue;
            try
            {
                if (item.ValueKind != JsonValueKind.Object) throw Shape(string.Empty, "an object", item);
                items.Add(read(count < JsonFields.FewItems ? new JsonRecord(item) : new JsonRecord(item, JsonFields.Of(item, ref names))));
            }
            catch (JsonShapeException wrong)
            {
                throw wrong.Inside($"[{index}]");
            }
        }

        return items;
    }

    /// <summary>The texts of an array; null where there is none.</summary>
    internal List<string>? TextsOf(string name)
    {
        JsonRecord value = this[name];
        if (!value.HasValue) return null;
        if (!value.IsArray) throw Shape(name, "a list", value._element);
        var texts = new List<string>();
        foreach (JsonElement item in value._element.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.Null) continue;
            texts.Add(item.ValueKind == JsonValueKind.String ? item.GetString()! : item.GetRawText());
        }

        return texts;
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

    /// <summary>As nearly all dates come, without a text in between. One without an offset is UTC here, and local time to the library.</summary>
    private static bool TryIsoDate(JsonElement value, out DateTimeOffset date)
    {
        if (!value.TryGetDateTime(out DateTime time))
        {
            date = default;
            return false;
        }

        if (time.Kind != DateTimeKind.Unspecified) return value.TryGetDateTimeOffset(out date);
        date = new DateTimeOffset(time, TimeSpan.Zero);
        return true;
    }

    private static string? TextOf(JsonRecord value, string name) => value.ReadThis(name, "text", static value => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => throw Unfit,
    });

    private static Guid? GuidOf(JsonRecord value, string name) => value.ReadThis(name, "a GUID", static value =>
        value.ValueKind != JsonValueKind.String ? throw Unfit
        : value.TryGetGuid(out Guid plain) ? plain
        : string.IsNullOrWhiteSpace(value.GetString()) ? (Guid?)null
        : Identifier.TryGuid(value.GetString(), out Guid guid) ? guid
        : throw Unfit);

    private static long? WholeOf(JsonRecord value, string name) => value.ReadThis(name, "a whole number", static value =>
    {
        if (value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out long whole)) return whole;
        decimal? number = ToDecimal(value);
        return number is null ? (long?)null
            : decimal.Truncate(number.Value) == number && number >= long.MinValue && number <= long.MaxValue ? (long)number.Value
            : throw Unfit;
    });

    private static bool? FlagOf(JsonRecord value, string name) => value.ReadThis(name, "true or false", static value => value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        JsonValueKind.Number when value.TryGetInt64(out long number) && number is 0 or 1 => number == 1,
        JsonValueKind.String when string.IsNullOrWhiteSpace(value.GetString()) => (bool?)null,
        JsonValueKind.String when bool.TryParse(value.GetString(), out bool flag) => flag,
        JsonValueKind.String when value.GetString() is "0" or "1" => value.GetString() == "1",
        _ => throw Unfit,
    });

    private T? Read<T>(string name, string expected, Func<JsonElement, T> read) => this[name].ReadThis(name, expected, read);

    private T? ReadThis<T>(string name, string expected, Func<JsonElement, T> read)
    {
        if (!HasValue) return default;
        try
        {
            return read(_element);
        }
        catch (FormatException)
        {
            throw Shape(name, expected, _element);
        }
    }
}
