using System;

namespace FastTrackFpx.Client.Lookups;

/// <summary>Ids of list entries compared as text, however the service happens to write them.</summary>
internal static class LookupIds
{
    /// <summary>GUIDs in lower case with dashes, numbers without leading zeros, anything else trimmed; nothing as null.</summary>
    internal static string? Normalise(string? id)
    {
        var text = id?.Trim();
        if (string.IsNullOrEmpty(text))
            return null;
        if (Guid.TryParse(text, out var guid))
            return guid.ToString("D");
        var digits = text!.TrimStart('0');
        return IsDigits(text) ? (digits.Length == 0 ? "0" : digits) : text;
    }

    /// <summary>Whether two ids mean the same entry; no id equals no id.</summary>
    internal static bool Same(string? one, string? other) => string.Equals(Normalise(one), Normalise(other), StringComparison.OrdinalIgnoreCase);

    private static bool IsDigits(string text)
    {
        foreach (var character in text)
        {
            if (character is < '0' or > '9')
                return false;
        }

        return true;
    }
}
