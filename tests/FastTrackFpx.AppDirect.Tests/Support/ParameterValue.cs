namespace FastTrackFpx.AppDirect.Tests.Support;

/// <summary>A value that a parameter takes.</summary>
internal static class ParameterValue
{
    public static object? Of(PropertyInfo property)
    {
        Type type = Nullable.GetUnderlyingType(property.PropertyType) ?? property.PropertyType;
        string text = property.GetCustomAttribute<KnownCodesAttribute>()?.Codes[0] ?? "7";
        return type == typeof(string) ? text
            : type == typeof(string[]) ? new[] { text }
            : type == typeof(SwitchParameter) ? new SwitchParameter(true)
            : type == typeof(bool) ? true
            : type == typeof(decimal) ? 1.5m
            : type == typeof(long) ? 3L
            : type == typeof(DateTimeOffset) ? new DateTimeOffset(2027, 1, 2, 3, 4, 5, TimeSpan.Zero)
            : type == typeof(SecureString) ? new NetworkCredential(string.Empty, "a-secret-value").SecurePassword
            : type == typeof(IDictionary) ? new Hashtable { ["level"] = "gold" }
            : type == typeof(object) ? new Hashtable { ["x"] = 1 }
            : type.IsArray ? Filled(type.GetElementType()!) : Activator.CreateInstance(type);
    }

    private static Array Filled(Type element)
    {
        if (element.IsAbstract || element == typeof(object)) return new object[] { new Hashtable { ["x"] = 1 } };
        Array array = Array.CreateInstance(element, 1);
        array.SetValue(Activator.CreateInstance(element), 0);
        return array;
    }
}
