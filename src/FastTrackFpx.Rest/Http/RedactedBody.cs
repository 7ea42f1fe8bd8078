using System.Text;

namespace FastTrackFpx.Rest.Http;

/// <summary>A body for eyes: masked, and no longer than anybody reads.</summary>
internal static class RedactedBody
{
    /// <summary>A body of many megabytes would only drown a trace.</summary>
    private const int Longest = 64 * 1024;

    internal static string Of(ServiceProfile profile, RestRequest request, ReadOnlyMemory<byte> body)
    {
        int shown = Math.Min(body.Length, Longest);
        string masked = profile.RedactBody(Encoding.UTF8.GetString(body.Slice(0, shown).ToArray()), request.Path);
        masked = profile.RedactText(masked, request);
        return shown == body.Length ? masked : masked + $"... ({body.Length - shown:N0} more bytes)";
    }
}
