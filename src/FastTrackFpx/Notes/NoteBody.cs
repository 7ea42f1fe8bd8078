using System.Globalization;
using FastTrackFpx.Changes;
using FastTrackFpx.Rest.Content;

namespace FastTrackFpx.Notes;

/// <summary>The body of <c>POST tenants/{tenantId}/notes</c>.</summary>
internal static class NoteBody
{
    internal static string Write(string text, FpxLookup category) => JsonWriting.ToText(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("text", text);
        if (long.TryParse(category.Id, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
            writer.WriteNumber("noteCategoryId", number);
        else
            writer.WriteString("noteCategoryId", category.Id);
        writer.WriteEndObject();
    });
}
