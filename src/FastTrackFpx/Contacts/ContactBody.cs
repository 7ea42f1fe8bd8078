namespace FastTrackFpx.Contacts;

/// <summary>The body of <c>POST tenants/{tenantId}/contacts</c> and of a contact's PATCH.</summary>
internal static class ContactBody
{
    internal static string Write(ContactChange change) => JsonWriting.ToText(writer =>
    {
        writer.WriteStartObject();
        foreach (var field in change.Given)
        {
            writer.WritePropertyName(field.ServiceName);
            change.TryGet(field, out var value);
            Write(writer, field.Kind, value);
        }

        writer.WriteEndObject();
    });

    private static void Write(Utf8JsonWriter writer, ContactFieldKind kind, object? value)
    {
        switch (value)
        {
            case null:
                writer.WriteNullValue();
                break;
            case string text:
                writer.WriteStringValue(text);
                break;
            case bool yes:
                writer.WriteBooleanValue(yes);
                break;
            case FpxLookup lookup:
                WriteId(writer, kind, lookup);
                break;
            case IEnumerable<FpxLookup> several:
                writer.WriteStartArray();
                foreach (var lookup in several)
                    WriteId(writer, kind, lookup);
                writer.WriteEndArray();
                break;
            default:
                throw new ArgumentException($"{value.GetType()} is not a value of a contact's field.", nameof(value));
        }
    }

    /// <summary>As documented: a number where ids are numbers, text where they are GUIDs, whatever the list wrote.</summary>
    private static void WriteId(Utf8JsonWriter writer, ContactFieldKind kind, FpxLookup lookup)
    {
        if (string.IsNullOrEmpty(lookup.Id))
            writer.WriteNullValue();
        else if (kind != ContactFieldKind.GuidId && long.TryParse(lookup.Id, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            writer.WriteNumberValue(number);
        else
            writer.WriteStringValue(lookup.Id);
    }
}
