namespace FastTrackFpx.Rest.Content;

/// <summary>Converts responses into objects for scripts.</summary>
internal static class PlainObject
{
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
                            ErrorCode.ResponseUnexpected, "The response has a property with an empty name, which no PowerShell object can have.", "Raw",
                            "Use -Raw to get the body as text.");
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
}
