namespace FastTrackFpx.Contacts;

/// <summary>Values of a contact as a person reads them.</summary>
internal static class ContactWords
{
    internal static string Of(object? value) => value switch
    {
        null => "none",
        string text => text.Length == 0 ? "none" : $"'{text}'",
        bool yes => yes ? "yes" : "no",
        IEnumerable<FpxLookup> several => several.Any() ? string.Join(", ", several) : "none",
        FpxLookup { Id: null, Name: null } => "none",
        _ => value.ToString() ?? string.Empty,
    };
}
