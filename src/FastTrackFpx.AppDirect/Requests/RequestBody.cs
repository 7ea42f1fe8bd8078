using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json.Nodes;
using FastTrackFpx.AppDirect.Changes;
using FastTrackFpx.AppDirect.Connection;
using FastTrackFpx.AppDirect.Records;
using FastTrackFpx.Rest.Authentication;

namespace FastTrackFpx.AppDirect.Requests;

/// <summary>The body of a write, made of the parameters that were passed. A path such as <c>address.city</c> is a property of a property.</summary>
internal sealed class RequestBody(Func<string, bool> isBound)
{
    private readonly Dictionary<string, string> _paths = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<BodyField> _fields = [];
    private readonly HashSet<string> _dates = new(StringComparer.Ordinal);

    /// <summary>What was passed, in the order of the document.</summary>
    internal IReadOnlyList<BodyField> Fields => _fields;

    /// <summary>The parameters that the body has.</summary>
    internal IEnumerable<string> Names => _paths.Keys;

    /// <summary>Where the value of a parameter is in the body.</summary>
    internal string PathOf(string parameter) => _paths[parameter];

    internal RequestBody Text(string path, string? value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        Add(path, name, string.IsNullOrEmpty(value) ? null : JsonValue.Create(value));

    /// <summary>The key that makes a repeated request harmless: passed, or a new one.</summary>
    internal RequestBody Key(string path, string? value) => Constant(path, string.IsNullOrEmpty(value) ? Guid.NewGuid().ToString() : value!);

    /// <summary>The one value of a parameter that is a list elsewhere.</summary>
    internal RequestBody Text(string path, string[]? value, [CallerArgumentExpression(nameof(value))] string name = "") => value is { Length: > 1 }
        ? throw new InputException(ErrorCode.InvalidInput, $"-{name} takes one value here, and {value.Length} were passed.", name, "Pass one value at a time.")
        : Text(path, value?.FirstOrDefault(), name);

    internal RequestBody Texts(string path, string[]? value, [CallerArgumentExpression(nameof(value))] string name = "") => Add(path, name, NodeOf(value));

    internal RequestBody Number(string path, decimal? value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        Add(path, name, value is { } number ? JsonValue.Create(number) : null);

    /// <summary>An id that is a number for the service.</summary>
    internal RequestBody Id(string path, string? value, [CallerArgumentExpression(nameof(value))] string name = "") => Add(
        path, name,
        string.IsNullOrEmpty(value) ? null
            : long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out long number) ? JsonValue.Create(number)
            : JsonValue.Create(value));

    /// <summary>The one order line that most subscriptions have. Lines that were passed win.</summary>
    internal RequestBody Quantity(string path, decimal? value, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        if (_fields.Any(field => field.Path == path))
            return isBound(name) ? throw new InputException(ErrorCode.InvalidInput, $"-{name} and -OrderLine say the same.", name, "Pass one of them.") : this;
        JsonArray? line = value is { } number ? new JsonArray(new JsonObject { ["unit"] = "USER", ["quantity"] = number }) : null;
        return Add(path, name, line, words: value?.ToString(CultureInfo.InvariantCulture));
    }

    internal RequestBody Whole(string path, long? value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        Add(path, name, value is { } number ? JsonValue.Create(number) : null);

    internal RequestBody Flag(string path, bool? value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        Add(path, name, value is { } flag ? JsonValue.Create(flag) : null);

    internal RequestBody Date(string path, DateTimeOffset? value, [CallerArgumentExpression(nameof(value))] string name = "")
    {
        _dates.Add(path);
        return Add(path, name, value is { } date ? JsonValue.Create(date.ToUnixTimeMilliseconds()) : null);
    }

    internal RequestBody Any(string path, object? value, [CallerArgumentExpression(nameof(value))] string name = "") => Add(path, name, NodeOf(value));

    internal RequestBody Secret(string path, SecureString? value, [CallerArgumentExpression(nameof(value))] string name = "") =>
        Add(path, name, value is null ? null : JsonValue.Create(Credentials.TextOf(value)), isSecret: true);

    /// <summary>The whole body, if it is a list of plain values.</summary>
    internal JsonNode? Plain { get; private set; }

    internal RequestBody List(string[]? values)
    {
        if (values is not null) Plain = NodeOf(values);
        return this;
    }

    /// <summary>What was collected from the pipeline.</summary>
    internal RequestBody Rows(string path, string name, JsonNode rows, string words)
    {
        _fields.Add(new BodyField(path, name, rows, IsSecret: false, words));
        return this;
    }

    /// <summary>A value that the operation itself requires.</summary>
    internal RequestBody Constant(string path, string value)
    {
        _fields.Add(new BodyField(path, null, JsonValue.Create(value), IsSecret: false));
        return this;
    }

    /// <summary>Sets properties to null that were named.</summary>
    internal void Clear(string[]? names)
    {
        foreach (string name in names ?? [])
        {
            if (!_paths.TryGetValue(name, out string? path))
            {
                throw new InputException(
                    ErrorCode.InvalidInput, $"-Clear: '{ParameterText.Shown(name)}' is not a parameter that can be cleared.", "Clear",
                    $"Use one of {string.Join(", ", _paths.Keys)}.");
            }

            _fields.RemoveAll(field => field.Path == path);
            _fields.Add(new BodyField(path, name, null, IsSecret: false));
        }
    }

    /// <summary>Adds a value that was edited in a record, unless its parameter was passed. False if it is no parameter's.</summary>
    /// <param name="edit">The value by its path.</param>
    /// <param name="record">The whole record, for a parameter that takes an object of which a part was edited.</param>
    internal bool TryAdd(BodyField edit, JsonNode? record)
    {
        KeyValuePair<string, string> owner = _paths
            .FirstOrDefault(path => edit.Path == path.Value || edit.Path.StartsWith(path.Value + ".", StringComparison.Ordinal));
        if (owner.Value is not { } at) return false;
        Add(edit with { Path = at, Value = at == edit.Path ? edit.Value : At(record, at), IsDate = _dates.Contains(at), IsSecret = IsSecret(at) }, owner.Key);
        return true;
    }

    /// <summary>Adds a value under the name of its parameter, or of its path if no parameter has it. What was passed stays.</summary>
    internal void Add(BodyField edit, string? parameter = null)
    {
        if (_fields.All(field => field.Path != edit.Path)) _fields.Add(edit with { Parameter = parameter ?? edit.Path });
    }

    /// <summary>Leaves out what is empty: a record that is created has nothing to clear, and a row has a cell for every column.</summary>
    internal void RemoveEmpty() => _fields.RemoveAll(static field => field.Value is null
        || (field.Value is JsonArray { Count: > 0 } list && list.All(static item => item?.ToString() == string.Empty)));

    /// <summary>Puts what was passed over a record.</summary>
    internal void ApplyTo(JsonObject target)
    {
        foreach (BodyField field in _fields) Set(target, field);
    }

    /// <summary>Puts a value at its place in a record.</summary>
    internal static void Set(JsonObject target, BodyField field)
    {
        string[] steps = field.Path.Split('.');
        foreach (string step in steps.Take(steps.Length - 1))
        {
            if (target[step] is not JsonObject next) target[step] = next = new JsonObject();
            target = next;
        }

        target[steps[steps.Length - 1]] = Copy(field.Value);
    }

    /// <summary>The value of a path in a record; null if there is none.</summary>
    internal static JsonNode? At(JsonNode? record, string path)
    {
        foreach (string step in path.Split('.')) record = (record as JsonObject)?[step];
        return record;
    }

    /// <summary>The JSON of a value.</summary>
    /// <param name="value">The value.</param>
    /// <param name="isComplete">True for the properties of records as well that no request sends.</param>
    internal static JsonNode? NodeOf(object? value, bool isComplete = false)
    {
        if (value is null) return null;
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream)) new FieldWriter(writer, isComplete: isComplete).Value(value);
        return JsonNode.Parse(stream.ToArray());
    }

    internal static byte[] Bytes(JsonNode node)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping })) node.WriteTo(writer);
        return stream.ToArray();
    }

    internal static JsonNode? Copy(JsonNode? node) => node is null ? null : JsonNode.Parse(Bytes(node));

    private static bool IsSecret(string path) =>
        MarketplaceService.Secrets.Contains(path.Substring(path.LastIndexOf('.') + 1), StringComparer.OrdinalIgnoreCase);

    private RequestBody Add(string path, string name, JsonNode? value, bool isSecret = false, string? words = null)
    {
        _paths[name] = path;
        if (isBound(name)) _fields.Add(new BodyField(path, name, value, isSecret || (value is JsonObject && IsSecret(path)), words, _dates.Contains(path)));
        return this;
    }
}

/// <summary>A value of a body. Null is sent as null.</summary>
internal sealed record BodyField(string Path, string? Parameter, JsonNode? Value, bool IsSecret, string? Words = null, bool IsDate = false)
{
    /// <summary>The value as a prompt shows it.</summary>
    internal string Shown => IsSecret ? "***" : Words ?? OwnText(Value);

    /// <summary>The value before the change; of order lines the quantity of the first.</summary>
    internal string Former(JsonNode? value) =>
        OwnText(Words is not null && value is JsonArray { Count: > 0 } lines ? RequestBody.At(lines[0], "quantity") : value);

    private string OwnText(JsonNode? value) => IsDate && EpochTime.Read(value?.ToString()) is { } date
        ? date.ToLocalTime().ToString("yyyy-MM-dd HH:mm zzz", CultureInfo.InvariantCulture)
        : Text(value);

    internal static string Text(JsonNode? value) => value switch
    {
        null => "nothing",
        JsonValue => ParameterText.Shown(value.ToString()),
        _ => ParameterText.Shown(Encoding.UTF8.GetString(RequestBody.Bytes(MarketplaceWrite.WithoutSecrets(value, "***")))),
    };
}
