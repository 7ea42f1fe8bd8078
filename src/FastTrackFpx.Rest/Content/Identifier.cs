namespace FastTrackFpx.Rest.Content;

/// <summary>Ids are text: the ids of one list come as numbers, digit strings and GUIDs, and are compared in one spelling.</summary>
internal static class Identifier
{
    /// <summary>The one way to write an id: GUIDs in lower case with dashes, whole numbers without plus and leading zeros, anything else trimmed.</summary>
    internal static string? Normalize(string? id)
    {
        id = id?.Trim();
        if (string.IsNullOrEmpty(id)) return null;
        if (IsDigits(id!, out string digits)) return digits;
        if (!TryGuid(id!, out Guid guid)) return id;
        return IsPlain(id!) ? id : guid.ToString("D");
    }

    /// <summary>A GUID in any of the spellings seen: dashes or none, braces or none, any case.</summary>
    internal static bool TryGuid(string? text, out Guid guid) => Guid.TryParse(text?.Trim(), out guid);

    internal static bool IsId(string? text) => !string.IsNullOrWhiteSpace(text) && (IsDigits(text!.Trim(), out _) || TryGuid(text, out _));

    internal static bool Same(string? left, string? right) => string.Equals(Normalize(left), Normalize(right), StringComparison.OrdinalIgnoreCase);

    internal static string Of(long id) => id.ToString(CultureInfo.InvariantCulture);

    /// <summary>Whether a GUID is in its one spelling already, as nearly all are.</summary>
    private static bool IsPlain(string guid)
    {
        if (guid.Length != 36) return false;
        foreach (char sign in guid)
        {
            if (sign is >= 'A' and <= 'F') return false;
        }

        return true;
    }

    private static bool IsDigits(string id, out string digits)
    {
        digits = id;
        int signs = id[0] == '+' ? 1 : 0;
        bool negative = id.Length > signs && id[signs] == '-';
        int start = negative ? signs + 1 : signs;
        if (start == id.Length || id.Length - signs > 28) return false;
        for (int place = start; place < id.Length; place++)
        {
            if (id[place] is < '0' or > '9') return false;
        }

        // Nearly all ids are in their one spelling already.
        if (start == 0 && (id[0] != '0' || id.Length == 1)) return true;
        string number = id.Substring(start).TrimStart('0');
        digits = number.Length == 0 ? "0" : negative ? "-" + number : number;
        return true;
    }
}
