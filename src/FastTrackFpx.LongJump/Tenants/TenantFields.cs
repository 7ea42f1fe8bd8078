using System.Globalization;
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
internal sealed class TenantField(PropertyInfo property)
{
    private static readonly Dictionary<string, TenantField> ByName = new(StringComparer.OrdinalIgnoreCase);

    static TenantField()
    {
        foreach (TenantField field in All)
        {
            foreach (string name in new[] { field.Name, field.Property.Name, field.Property.GetCustomAttribute<FieldAttribute>()?.Alias }.OfType<string>()) ByName[name] = field;
        }
    }

    internal static IReadOnlyList<TenantField> All { get; } =
        [.. typeof(LongJumpTenant).GetProperties().Select(property => new TenantField(property))];

    internal PropertyInfo Property => property;

    internal string Name { get; } = property.GetCustomAttribute<FieldAttribute>()?.Name ?? JsonNamingPolicy.SnakeCaseLower.ConvertName(property.Name);

    /// <summary>The field of a name, the service's or ours; null if there is none.</summary>
    internal static TenantField? Find(string name) => ByName.TryGetValue(name, out TenantField? field) ? field : null;

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

    private object? Parse(XElement element)
    {
        string text = element.Value.Trim();
        if (property.PropertyType == typeof(LongJumpLookup)) return Lookup(element, text);
        if (text.Length == 0) return null;
        Type type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        bool isRead = true;
        object? value = text;
        if (type == typeof(bool)) (isRead, value) = text.ToUpperInvariant() switch
        {
            "1" or "TRUE" => (true, true),
            "0" or "FALSE" => (true, false),
            _ => (false, (object?)null),
        };
        else if (type == typeof(int)) (isRead, value) = (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int number), number);
        else if (type == typeof(long)) (isRead, value) = (long.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long number), number);
        else if (type == typeof(decimal)) (isRead, value) = (decimal.TryParse(text.TrimEnd('%', ' '), NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number), number);
        else if (type == typeof(DateTimeOffset)) (isRead, value) = (ParameterText.TryDate(text, out DateTimeOffset time), time);
        else if (type == typeof(string[])) value = text.Split(',').Select(item => item.Trim()).Where(item => item.Length > 0).ToArray();
        return isRead ? value : throw new FormatException($"tenant/{Name}: '{ParameterText.Shown(text)}' is not a value of type {type.Name}");
    }

    // An empty reference has an address too, which ends in null.
    private static LongJumpLookup? Lookup(XElement element, string id)
    {
        string? address = (string?)element.Attribute("uri");
        string? display = (string?)element.Attribute("displayValue");
        if (id.Length == 0 && string.IsNullOrEmpty(display)) return null;
        return new LongJumpLookup
        {
            Id = id.Length == 0 ? null : id,
            DisplayValue = string.IsNullOrEmpty(display) ? null : display,
            Uri = Uri.TryCreate(address, UriKind.Absolute, out Uri? uri) ? uri : null,
            Type = (string?)element.Attribute("type") is { Length: > 0 } type ? type : null,
        };
    }
}
