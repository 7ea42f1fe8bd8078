using System.Collections;
using System.Management.Automation.Language;
using System.Reflection;
using System.Text.Json;
using System.Xml.Linq;

namespace FastTrackFpx.LongJump.Tenants;

/// <summary>The name of a field in the service's XML, if it is not that of the property with underscores, and another name that a sample uses.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class FieldAttribute(string name, string? alias = null) : Attribute
{
    internal string Name => name;

    internal string? Alias => alias;
}

/// <summary>A field of a tenant: a property of the record, and its name and spelling in the service's XML.</summary>
/// <remarks>A cmdlet can write what it has a parameter for.</remarks>
internal sealed class TenantField(PropertyInfo property)
{
    private static readonly Dictionary<string, TenantField> ByName = new(StringComparer.OrdinalIgnoreCase);

    static TenantField()
    {
        foreach (TenantField field in All)
        {
            string?[] names = [field.Name, field.Property.Name, field.Property.GetCustomAttribute<FieldAttribute>()?.Alias];
            foreach (string name in names.OfType<string>()) ByName[name] = field;
        }
    }

    internal static IReadOnlyList<TenantField> All { get; } = [.. typeof(LongJumpTenant).GetProperties().Select(property => new TenantField(property))];

    internal PropertyInfo Property => property;

    internal string Name { get; } = property.GetCustomAttribute<FieldAttribute>()?.Name ?? JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name);

    internal bool IsCreatable { get; } = typeof(NewLongJumpTenantCommand).GetProperty(property.Name) is not null;

    internal bool IsUpdatable { get; } =
        typeof(SetLongJumpTenantCommand).GetProperty(property.Name) is not null && property.Name != nameof(LongJumpTenant.TenantId);

    /// <summary>The field of a name, the service's or ours; null if there is none.</summary>
    internal static TenantField? Find(string name) => ByName.TryGetValue(name, out TenantField? field) ? field : null;

    /// <summary>The field that a user named.</summary>
    internal static TenantField Require(string name, string parameter) => Find(name.Trim()) ?? throw new InputException(
        ErrorCode.UnknownName, $"-{parameter}: '{ParameterText.Shown(name)}' is not a field of a tenant.", parameter,
        "Use the name of a property of a tenant, such as Company. Press Tab for the list.");

    /// <summary>A tenant from its XML. Unknown elements are ignored.</summary>
    internal static LongJumpTenant Read(XElement element)
    {
        var tenant = new LongJumpTenant();
        var received = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (XElement child in element.Elements())
        {
            if (Find(child.Name.LocalName) is not { } field) continue;
            object? value = field.Parse(child);
            field.Property.SetValue(tenant, value);
            received[field.Name] = Text(value);
        }

        tenant.Received = received;
        return tenant;
    }

    /// <summary>A tenant with these values, by the service's names.</summary>
    internal static LongJumpTenant Read(IEnumerable<KeyValuePair<string, string>> values) =>
        Read(new XElement("tenant", values.Select(value => new XElement(value.Key, value.Value))));

    /// <summary>What a tenant holds for the field, as the service writes it; empty for null.</summary>
    internal string TextIn(LongJumpTenant tenant) => Text(property.GetValue(tenant));

    /// <summary>A value as the service writes it; empty for null.</summary>
    internal static string Text(object? value) => value switch
    {
        null => string.Empty,
        bool truth => truth ? "1" : "0",
        LongJumpLookup lookup => lookup.Id ?? string.Empty,
        string[] list => string.Join(",", list.Select(item => item.Trim())),
        DateTimeOffset time => time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        decimal or double => ((IFormattable)value).ToString("0.##########", CultureInfo.InvariantCulture),
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString()!,
    };

    /// <summary>A value that a user passed for the field: a value of its type, or text for what is written as text; null if it is blank.</summary>
    /// <exception cref="ArgumentTransformationMetadataException">It cannot be read.</exception>
    internal object? ReadInput(object? value)
    {
        if (ParameterText.IsBlank(value)) return null;
        object plain = ParameterText.Unwrap(value)!;
        Type type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        if (type == typeof(bool)) return new YesNoAttribute().Transform(null!, plain);
        if (type == typeof(int))
        {
            return ParameterText.TryWholeNumber(plain, out long whole) && whole is >= 0 and <= int.MaxValue
                ? (int)whole
                : throw Wrong("a whole number from 0. Write digits only, such as 1000");
        }

        if (type == typeof(decimal))
        {
            object number = new InvariantNumberAttribute().Transform(null!, plain);
            return LanguagePrimitives.TryConvertTo(number, CultureInfo.InvariantCulture, out decimal exact) ? exact : throw Wrong("a number");
        }

        if (type == typeof(string[]) && plain is IEnumerable list and not string)
            return list.Cast<object?>().Select(item => ParameterText.Unwrap(item)?.ToString()?.Trim() ?? string.Empty).ToArray();
        if (type != typeof(LongJumpLookup)) return ParameterText.IsPlain(plain) ? Convert.ToString(plain, CultureInfo.InvariantCulture) : throw Wrong("text");
        // A copy of a reference that went through a job or a file is an object with an id.
        return plain switch
        {
            LongJumpLookup lookup => lookup,
            PSObject copy when copy.Properties["Id"]?.Value is { } id => id.ToString(),
            IDictionary table when table["Id"] is { } id => id.ToString(),
            _ => ParameterText.IsPlain(plain) ? Convert.ToString(plain, CultureInfo.InvariantCulture)!.Trim() : throw Wrong("an id"),
        };

        Exception Wrong(string expected) => new ArgumentTransformationMetadataException($"'{ParameterText.Shown(plain)}' is not {expected}.");
    }

    private object? Parse(XElement element)
    {
        string text = element.Value.Trim();
        if (property.PropertyType == typeof(LongJumpLookup)) return Lookup(element, text);
        if (text.Length == 0) return null;
        Type type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        const NumberStyles signed = NumberStyles.AllowLeadingSign;
        object? value = type.Name switch
        {
            nameof(Boolean) => text.ToUpperInvariant() is "1" or "TRUE" ? true : text.ToUpperInvariant() is "0" or "FALSE" ? false : null,
            nameof(Int32) => int.TryParse(text, signed, CultureInfo.InvariantCulture, out int number) ? number : null,
            nameof(Int64) => long.TryParse(text, signed, CultureInfo.InvariantCulture, out long number) ? number : null,
            nameof(Decimal) => decimal.TryParse(text.TrimEnd('%', ' '), NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number) ? number : null,
            nameof(DateTimeOffset) => ParameterText.TryDate(text, out DateTimeOffset time) ? time : null,
            nameof(String) => text,
            _ => (string[])[.. text.Split(',').Select(item => item.Trim()).Where(item => item.Length > 0)],
        };
        return value ?? throw new FormatException($"tenant/{Name}: '{ParameterText.Shown(text)}' is not a value of type {type.Name}");
    }

    // An empty reference has an address too, which ends in null.
    private static LongJumpLookup? Lookup(XElement element, string id)
    {
        string? display = Attribute("displayValue");
        return id.Length == 0 && display is null ? null : new LongJumpLookup
        {
            Id = id.Length == 0 ? null : id,
            DisplayValue = display,
            Uri = Uri.TryCreate(Attribute("uri"), UriKind.Absolute, out Uri? uri) ? uri : null,
            Type = Attribute("type"),
        };

        string? Attribute(string name) => (string?)element.Attribute(name) is { Length: > 0 } value ? value : null;
    }
}

/// <summary>Completes the fields of a tenant.</summary>
public sealed class TenantFieldCompleter : IArgumentCompleter
{
    /// <inheritdoc/>
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) => CompletionText.Offer(
        TenantField.All.Where(field => parameterName != "Clear" || field.IsUpdatable).Select(field => (field.Property.Name, field.Name)), wordToComplete);
}
