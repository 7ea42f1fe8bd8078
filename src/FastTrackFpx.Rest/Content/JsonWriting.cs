using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace FastTrackFpx.Rest.Content;

/// <summary>JSON text, written strictly and without reflection.</summary>
internal static class JsonWriting
{
    /// <summary>Text in other scripts stays legible: nothing of this is ever put into a page.</summary>
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    internal static string ToText(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Options))
            write(writer);
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, checked((int)stream.Length));
    }
}
