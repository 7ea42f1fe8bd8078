using System.Text.Json;

namespace FastTrackFpx.Sandbox.Fpx;

/// <summary>Writes count and hasMore at the beginning of a page.</summary>
internal static class PageEnvelope
{
    public static void WriteCounts(Utf8JsonWriter json, Readings readings, int total, int skip, int onPage)
    {
        json.WriteNumber("count"u8, readings.Is("F29", "page") ? onPage : total);
        json.WriteBoolean("hasMore"u8, (long)skip + onPage < total && onPage > 0);
    }
}
