using System.Collections;
using System.Management.Automation;

namespace FastTrackFpx.Rest.Content;

/// <summary>Converts responses into objects for scripts, and the objects of scripts into values that can be sent.</summary>
internal static class PlainObject
{
    private const int MaxDepth = 30;

    /// <summary>The client's plain values as PowerShell objects: an object becomes one with a property for each member, in order.</summary>
    public static object? ToPowerShell(object? value)
    {
        switch (value)
        {
            case List<KeyValuePair<string, object?>> members:
                var result = new PSObject();
                foreach (KeyValuePair<string, object?> member in members)
                {
                    // A name that comes twice keeps its last value, as JSON readers have it.
                    if (member.Key.Length == 0)
                    {
                        throw new InputException(
                            ErrorCode.ResponseUnexpected, "The response has a property with an empty name, which no PowerShell object can have.", "Raw", "Use -Raw to get the body as text.");
                    }

                    result.Properties.Remove(member.Key);
                    result.Properties.Add(new PSNoteProperty(member.Key, ToPowerShell(member.Value)));
                }

                return result;
            case List<object?> items:
                return items.Select(ToPowerShell).ToArray();
            default:
                return value;
        }
    }

    /// <summary>What a script wrote as plain values: tables and objects become members, lists stay lists.</summary>
    public static object? FromPowerShell(object? value, int depth = 0)
    {
        if (depth > MaxDepth)
            throw new InputException(ErrorCode.InvalidInput, $"The body is nested more than {MaxDepth} levels deep.", "Body", "Pass a smaller body, or JSON text.");
        object? bare = value is PSObject wrapped && wrapped.BaseObject is not PSCustomObject ? wrapped.BaseObject : value;
        switch (bare)
        {
            case DBNull:
                return null;
            case IFormattable when bare.GetType().FullName is "System.DateOnly" or "System.TimeOnly":
                // Not part of netstandard2.0; their round-trip format is ISO 8601.
                return ((IFormattable)bare).ToString("O", System.Globalization.CultureInfo.InvariantCulture);
            case null or string or ValueType:
                return bare;
            case Uri or Version:
                return bare.ToString();
            case IDictionary table:
                return table.Keys.Cast<object>().Select(key => Member(key.ToString() ?? string.Empty, table[key], depth)).ToList();
            case IEnumerable items:
                return items.Cast<object?>().Select(item => FromPowerShell(item, depth + 1)).ToList();
            default:
                return PSObject.AsPSObject(bare).Properties.Select(property => Member(property.Name, ValueOf(property), depth)).ToList();
        }
    }

    private static object? ValueOf(PSPropertyInfo property)
    {
        try
        {
            return property.Value;
        }
        catch (GetValueException unreadable)
        {
            throw new InputException(
                ErrorCode.InvalidInput, $"The body has a property '{property.Name}' that cannot be read: {unreadable.GetBaseException().Message}", "Body", "Pass a table or a custom object with the values to send.");
        }
    }

    private static KeyValuePair<string, object?> Member(string name, object? value, int depth) => new(name, FromPowerShell(value, depth + 1));
}
