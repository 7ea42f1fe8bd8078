using System.Collections;
using System.Collections.Generic;
using System.ComponentModel;
using System.Globalization;
using System.Linq;
using System.Reflection;

namespace System.Management.Automation;

/// <summary>One value into one type, by the ways PowerShell tries, in its order.</summary>
internal static class Conversion
{
    private static readonly HashSet<Type> Numbers =
    [
        typeof(byte), typeof(sbyte), typeof(short), typeof(ushort), typeof(int), typeof(uint), typeof(long), typeof(ulong), typeof(float), typeof(double), typeof(decimal),
    ];

    public static bool IsNumber(Type type) => Numbers.Contains(type);

    public static PSInvalidCastException Refusal(object? value, Type type, Exception? cause)
    {
        if (cause is PSInvalidCastException final && !type.IsArray)
            return final;
        string what = value is null ? $"Cannot convert null to type \"{type}\"{(type.IsEnum ? Choices(type) : ".")}" : cause is not null
            ? $"Cannot convert value \"{PSObject.AsText(value)}\" to type \"{type}\"."
            : $"Cannot convert the \"{PSObject.AsText(value)}\" value of type \"{PSObject.Unwrap(value)!.GetType()}\" to type \"{type}\".";
        return new PSInvalidCastException(cause is null ? what : $"{what} Error: \"{cause.Message}\"", cause);
    }

    public static bool TryConvert(object? value, Type type, IFormatProvider culture, out object? result, out Exception? cause)
    {
        cause = null;
        if (type == typeof(PSObject))
        {
            result = value is null ? null : PSObject.AsPSObject(value);
            return true;
        }

        object? bare = PSObject.Unwrap(value);
        if (bare is null)
            return FromNull(type, out result);
        if (type.IsInstanceOfType(bare))
        {
            // A parameter of type object keeps what was added to the value.
            result = type == typeof(object) && value is PSObject { HasAddedProperties: true } ? value : bare;
            return true;
        }

        try
        {
            result = Convert(bare, Nullable.GetUnderlyingType(type) ?? type, culture);
            return !ReferenceEquals(result, None);
        }
        catch (TargetInvocationException e)
        {
            cause = e.InnerException;
        }
        catch (Exception e) when (e is FormatException or OverflowException or ArgumentException or InvalidCastException or RuntimeException or NotSupportedException)
        {
            cause = e;
        }

        result = null;
        return false;
    }

    private static readonly object None = new();

    private static bool FromNull(Type type, out object? result)
    {
        result = type == typeof(string) ? string.Empty
            : type == typeof(bool) ? false
            : type == typeof(SwitchParameter) ? new SwitchParameter(false)
            : type == typeof(char) ? '\0'
            : IsNumber(type) ? System.Convert.ChangeType(0, type, CultureInfo.InvariantCulture)
            : null;
        return result is not null || !type.IsValueType || Nullable.GetUnderlyingType(type) is not null;
    }

    private static object? Convert(object value, Type type, IFormatProvider culture)
    {
        if (type.IsInstanceOfType(value))
            return value;
        if (type == typeof(string))
            return PSObject.AsPSObject(value).ToString(null, culture);
        if (type == typeof(bool))
            return LanguagePrimitives.IsTrue(value);
        if (type == typeof(SwitchParameter))
            return new SwitchParameter(LanguagePrimitives.IsTrue(value));
        if (type.IsEnum)
            return ToEnum(value, type);
        if (IsNumber(type))
            return ToNumber(value, type, culture);
        if (type.IsArray)
            return ToArray(value, type.GetElementType()!, culture);
        if (ByOperator(value, type) is { } cast)
            return cast;
        if (value is string text && FromText(text, type, culture) is { } parsed)
            return parsed;
        if (value is IDictionary table && type.GetConstructor(Type.EmptyTypes) is not null)
            return typeof(IDictionary).IsAssignableFrom(type) ? ToDictionary(table, type) : FromProperties(table.Keys.Cast<object>().Select(k => (k.ToString()!, table[k])), type);
        if (ToCollection(value, type, culture) is { } collection)
            return collection;
        if (type.GetConstructor([value.GetType()]) is { } constructor)
            return constructor.Invoke([value]);
        if (value is PSObject custom && type.GetConstructor(Type.EmptyTypes) is not null)
            return FromProperties(custom.Properties.Select(static p => (p.Name, p.Value)), type);
        return value is IConvertible && (type == typeof(char) || type == typeof(DateTime)) ? System.Convert.ChangeType(value, type, culture) : None;
    }

    private static object ToEnum(object value, Type type)
    {
        if (IsNumber(value.GetType()))
        {
            object member = Enum.ToObject(type, value);
            return Enum.IsDefined(type, member) || type.IsDefined(typeof(FlagsAttribute)) ? member
                : throw new PSInvalidCastException($"Cannot convert value \"{value}\" to type \"{type}\"{Choices(type)}");
        }

        long all = 0;
        IEnumerable<string> parts = value is string s ? s.Split(',') : LanguagePrimitives.GetEnumerable(value)?.Cast<object>().Select(PSObject.AsText) ?? [value.ToString()!];
        foreach (string part in parts.Select(static p => p.Trim()))
        {
            string[] names = Enum.GetNames(type);
            string? name = Array.Find(names, n => n.Equals(part, StringComparison.OrdinalIgnoreCase));
            if (name is null && names.Where(n => n.StartsWith(part, StringComparison.OrdinalIgnoreCase)).ToArray() is [var only])
                name = only;
            if (name is null && !long.TryParse(part, NumberStyles.Integer, CultureInfo.InvariantCulture, out _))
                throw NoSuchName(part, type);
            all |= System.Convert.ToInt64(Enum.Parse(type, name ?? part), CultureInfo.InvariantCulture);
        }

        return Enum.ToObject(type, all);
    }

    private static InvalidCastException NoSuchName(object name, Type type) =>
        new($"Unable to match the identifier name {name} to a valid enumerator name. Specify one of the following enumerator names and try again:{Environment.NewLine}{string.Join(", ", Enum.GetNames(type))}");

    private static object ToNumber(object value, Type type, IFormatProvider culture)
    {
        if (value is SwitchParameter present)
            value = present.IsPresent;
        if (value is not string text)
            return value is IConvertible ? System.Convert.ChangeType(value, type, culture) : None;
        text = text.Trim();
        if (text.Length == 0)
            return System.Convert.ChangeType(0, type, culture);
        if (text.StartsWith("0x", StringComparison.OrdinalIgnoreCase))
            return System.Convert.ChangeType(long.Parse(text[2..], NumberStyles.HexNumber, culture), type, culture);
        if (text.AsSpan().ContainsAny('.', 'e', 'E') && decimal.TryParse(text, NumberStyles.Float | NumberStyles.AllowThousands, culture, out decimal exact))
            return System.Convert.ChangeType(exact, type, culture);
        return type.GetMethod("Parse", [typeof(string), typeof(NumberStyles), typeof(IFormatProvider)])!
            .Invoke(null, [text, type == typeof(double) || type == typeof(float) || type == typeof(decimal) ? NumberStyles.Float | NumberStyles.AllowThousands : NumberStyles.Integer | NumberStyles.AllowThousands, culture])!;
    }

    private static object ToArray(object value, Type element, IFormatProvider culture)
    {
        object?[] items = LanguagePrimitives.GetEnumerable(value) is { } many ? many.Cast<object?>().ToArray() : [value];
        Array array = Array.CreateInstance(element, items.Length);
        for (int i = 0; i < items.Length; i++)
            array.SetValue(LanguagePrimitives.ConvertTo(items[i], element, culture), i);
        return array;
    }

    private static object? ToCollection(object value, Type type, IFormatProvider culture)
    {
        Type? contract = type.IsInterface && type.IsGenericType ? type : type.GetInterfaces().FirstOrDefault(static i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(ICollection<>));
        if (contract is null || type == typeof(string) || typeof(IDictionary).IsAssignableFrom(type))
            return type == typeof(IEnumerable) || type == typeof(IList) || type == typeof(ICollection) ? new[] { value } : type == typeof(ArrayList) ? new ArrayList((object[])ToArray(value, typeof(object), culture)) : null;
        if (contract.GetGenericArguments() is not [var element])
            return null;
        object array = ToArray(value, element, culture);
        return type.IsInstanceOfType(array) ? array : type.GetConstructor([array.GetType()]) is { } exact ? exact.Invoke([array])
            : type.GetConstructor([typeof(IEnumerable<>).MakeGenericType(element)])?.Invoke([array]);
    }

    private static object? ByOperator(object value, Type type) =>
        new[] { type, value.GetType() }
            .SelectMany(static t => t.GetMethods(BindingFlags.Public | BindingFlags.Static))
            .FirstOrDefault(m => m.Name is "op_Implicit" or "op_Explicit" && type.IsAssignableFrom(m.ReturnType)
                && m.GetParameters() is [var from] && from.ParameterType.IsInstanceOfType(value))
            ?.Invoke(null, [value]);

    private static object? FromText(string text, Type type, IFormatProvider culture)
    {
        if (type == typeof(Uri))
            return new Uri(text, UriKind.RelativeOrAbsolute);
        if (type == typeof(char))
            return text.Length == 1 ? text[0] : throw new InvalidCastException($"String must be exactly one character long.");
        if (type == typeof(Type))
            return Type.GetType(text, throwOnError: true, ignoreCase: true);
        if (type.GetCustomAttribute<TypeConverterAttribute>() is not null && TypeDescriptor.GetConverter(type) is { } converter && converter.CanConvertFrom(typeof(string)))
            return converter.ConvertFromInvariantString(text);
        if (type.GetMethod("Parse", BindingFlags.Public | BindingFlags.Static, [typeof(string), typeof(IFormatProvider)]) is { } withCulture)
            return withCulture.Invoke(null, [text, culture]);
        if (type.GetMethod("Parse", BindingFlags.Public | BindingFlags.Static, [typeof(string)]) is { } parse)
            return parse.Invoke(null, [text]);
        return type.GetConstructor([typeof(string)])?.Invoke([text]);
    }

    private static object ToDictionary(IDictionary table, Type type)
    {
        var copy = (IDictionary)Activator.CreateInstance(type)!;
        foreach (DictionaryEntry entry in table)
            copy[entry.Key] = entry.Value;
        return copy;
    }

    private static object FromProperties(IEnumerable<(string Name, object? Value)> values, Type type)
    {
        PSObject made = PSObject.AsPSObject(Activator.CreateInstance(type)!);
        foreach ((string name, object? value) in values)
        {
            PSPropertyInfo property = made.Properties[name] ?? throw new InvalidCastException($"The {name} property was not found for the {type} object.");
            property.Value = value;
        }

        return made.BaseObject;
    }

    private static string Choices(Type type) => !type.IsEnum ? string.Empty
        : $" due to enumeration values that are not valid. Specify one of the following enumeration values and try again. The possible enumeration values are \"{string.Join(",", Enum.GetNames(type))}\".";
}
