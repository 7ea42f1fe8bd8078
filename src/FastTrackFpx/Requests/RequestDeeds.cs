using System.Text;
using FastTrackFpx.Changes;
using FastTrackFpx.Entitlements;

namespace FastTrackFpx.Requests;

/// <summary>A call that has no cmdlet of its own, in words.</summary>
public static class RequestDeeds
{
    /// <summary>A call that changes something.</summary>
    /// <param name="request">The call.</param>
    /// <param name="preview">The call as it would go out.</param>
    /// <param name="service">Where to.</param>
    public static Deed Send(RawRequest request, WritePreview preview, Uri service)
    {
        if (request is null)
            throw new ArgumentNullException(nameof(request));
        if (preview is null)
            throw new ArgumentNullException(nameof(preview));
        if (service is null)
            throw new ArgumentNullException(nameof(service));

        var body = request.Body is null ? string.Empty : $" with a body of {EntitlementWords.Number(Encoding.UTF8.GetByteCount(request.Body))} bytes";
        var words = $"send {preview.Method} {preview.Path} to {service.Host}{body}";
        return new Deed(words, words);
    }
}
