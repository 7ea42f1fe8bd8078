using System;
using System.Text;

namespace FastTrackFpx.Client.Http;

/// <summary>A body for eyes: masked, and no longer than anybody reads.</summary>
internal static class ShownBody
{
    /// <summary>A body of many megabytes would only drown a trace.</summary>
    private const int Longest = 64 * 1024;

    internal static string Of(ServiceProfile profile, CallRequest request, ReadOnlyMemory<byte> body)
    {
        int shown = Math.Min(body.Length, Longest);
        string masked = profile.MaskBody(Encoding.UTF8.GetString(body.Slice(0, shown).ToArray()), request.Path);
        masked = profile.MaskWords(masked, request);
        return shown == body.Length ? masked : masked + $"... ({body.Length - shown:N0} more bytes)";
    }
}
