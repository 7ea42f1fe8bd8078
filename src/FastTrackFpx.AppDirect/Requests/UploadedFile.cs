using System.Net.Http.Headers;
using FastTrackFpx.Rest.Http;

namespace FastTrackFpx.AppDirect.Requests;

/// <summary>A file that is sent as a part of a form. It is read while it is sent.</summary>
internal sealed class UploadedFile
{
    private const string Picture = "file";

    private readonly string _path;
    private readonly string _part;
    private readonly string _type;

    /// <exception cref="InputException">The file cannot be read.</exception>
    internal UploadedFile(string path, string part)
    {
        (_path, _part) = (path, part);
        using FileStream file = Open();
        byte[] start = new byte[512];
        int count = 0;
        for (int read; count < start.Length && (read = file.Read(start, count, start.Length - count)) > 0;) count += read;
        _type = TypeOf(start.AsSpan(0, count));
    }

    /// <param name="request">The request whose body it is.</param>
    /// <param name="isOther">True for the other form that the documents allow: pictures under another name, invitations without a form (A9, A10).</param>
    internal void AddTo(RestRequest request, bool isOther = false) => request.Stream = () => Content(isOther);

    private HttpContent Content(bool isOther)
    {
        var content = new StreamContent(Open());
        content.Headers.ContentType = new MediaTypeHeaderValue(_type);
        if (isOther && _part != Picture) return content;
        return new MultipartFormDataContent { { content, isOther ? "picture" : _part, Path.GetFileName(_path).Replace("\"", "_") } };
    }

    private FileStream Open()
    {
        try
        {
            return new FileStream(_path, FileMode.Open, FileAccess.Read, FileShare.Read);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new InputException(ErrorCode.InvalidInput, $"The file '{_path}' cannot be read: {failure.Message.TrimEnd('.')}.", "Path", "Check the path.");
        }
    }

    /// <summary>The media type by the first bytes of a file.</summary>
    private static string TypeOf(ReadOnlySpan<byte> start) => start switch
    {
        [0x89, 0x50, 0x4E, 0x47, ..] => "image/png",
        [0xFF, 0xD8, 0xFF, ..] => "image/jpeg",
        [0x47, 0x49, 0x46, ..] => "image/gif",
        [0x42, 0x4D, ..] => "image/bmp",
        [0x52, 0x49, 0x46, 0x46, _, _, _, _, 0x57, 0x45, 0x42, 0x50, ..] => "image/webp",
        _ => start.IndexOf((byte)0) >= 0 ? "application/octet-stream" : "text/csv",
    };
}
