using System.Net.Http.Headers;
using FastTrackFpx.AppDirect.Connection;
using FastTrackFpx.Rest.Http;

namespace FastTrackFpx.AppDirect.Requests;

/// <summary>Follows a redirect to a file store, without the token and without cookies, and streams the file to disk.</summary>
internal static class FileDownload
{
    private const int MostRedirects = 5;
    private const int BufferSize = 128 * 1024;

    /// <summary>Asks where the file is. The response may also be the file (A37): then there is no address.</summary>
    internal static Task<FileSource> LocateAsync(RestClient client, RestRequest request, CancellationToken cancellationToken)
    {
        request.ReadsRedirect = true;
        return client.SendAsync(
            request,
            response => response.Location is { } address ? new FileSource(address, null, null)
                : response.Body.Length > 0 ? new FileSource(null, response.Body.ToArray(), StatedName(response.Header("Content-Disposition")))
                : throw Failed(request, $"The service returned no address of the file (status {response.StatusCode})."),
            cancellationToken);
    }

    /// <summary>Writes a file that has been received.</summary>
    internal static async Task<FileInfo> SaveAsync(RestRequest request, FileSource source, Func<string?, string> pathFor, CancellationToken cancellationToken)
    {
        using var content = new ByteArrayContent(source.Content!);
        return await WriteAsync(request, content, pathFor(source.Name), cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Downloads a file. It has the name <c>name.partial</c> until it is complete.</summary>
    /// <param name="like">The options of the connection: authorities, proxy, time limit.</param>
    /// <param name="request">The request that led here, for errors.</param>
    /// <param name="address">The address of the file.</param>
    /// <param name="pathFor">The path to write to, for the name that the file store states; null if it states none.</param>
    /// <param name="cancellationToken">Cancels the download and deletes what was written.</param>
    internal static async Task<FileInfo> SaveAsync(
        RestClientOptions like, RestRequest request, Uri address, Func<string?, string> pathFor, CancellationToken cancellationToken)
    {
        for (int redirects = 0; redirects <= MostRedirects; redirects++)
        {
            Require(request, address);
            var options = new RestClientOptions(address, MarketplaceService.Instance)
            {
                TrustedAuthorities = like.TrustedAuthorities,
                Proxy = like.Proxy,
                ProxyCredential = like.ProxyCredential,
                Handler = like.Handler,
            };
            using var sockets = new SocketPool(options, null);
            using var message = new HttpRequestMessage(HttpMethod.Get, address);
            try
            {
                using HttpResponseMessage response = await sockets.Client
                    .SendAsync(message, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
                if ((int)response.StatusCode is 301 or 302 or 303 or 307 or 308 && response.Headers.Location is { } next)
                {
                    address = new Uri(address, next);
                    continue;
                }

                if (!response.IsSuccessStatusCode) throw Failed(request, $"The file store responded with status {(int)response.StatusCode}.");
                string path = pathFor(NameOf(response.Content.Headers.ContentDisposition));
                return await WriteAsync(request, response.Content, path, cancellationToken).ConfigureAwait(false);
            }
            catch (HttpRequestException failure)
            {
                string cause = (failure.InnerException ?? failure).Message.TrimEnd('.');
                throw Failed(request, $"The file could not be downloaded from {address.Authority}: {cause}.", failure);
            }
        }

        throw Failed(request, "The file store redirects in circles.");
    }

    /// <summary>A file name that stays in its folder; null if nothing is left of it.</summary>
    internal static string? Safe(string? name)
    {
        if (name is null) return null;
        string last = name.Replace('\\', '/');
        last = last.Substring(last.LastIndexOf('/') + 1);
        string clean = new([.. last.Where(letter => !char.IsControl(letter) && "<>:\"|?*".IndexOf(letter) < 0)]);
        clean = clean.Trim().TrimEnd('.');
        return clean.Length == 0 ? null : clean;
    }

    private static async Task<FileInfo> WriteAsync(RestRequest request, HttpContent content, string path, CancellationToken cancellationToken)
    {
        string partial = path + ".partial";
        try
        {
            using (var file = new FileStream(partial, FileMode.Create, FileAccess.Write, FileShare.None, BufferSize, useAsync: true))
#if NET
            using (Stream source = await content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false))
#else
            using (Stream source = await content.ReadAsStreamAsync().ConfigureAwait(false))
#endif
            {
                await source.CopyToAsync(file, BufferSize, cancellationToken).ConfigureAwait(false);
                if (content.Headers.ContentLength is { } length && file.Length != length)
                    throw Failed(request, $"The file is incomplete: {file.Length} of {length} bytes were received.");
            }

            if (File.Exists(path)) File.Delete(path);
            File.Move(partial, path);
            return new FileInfo(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or HttpRequestException)
        {
            Delete(partial);
            throw Failed(request, $"The file could not be saved as '{path}': {failure.Message.TrimEnd('.')}.", failure);
        }
        catch
        {
            Delete(partial);
            throw;
        }
    }

    private static void Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The error that led here is the one to report.
        }
    }

    private static void Require(RestRequest request, Uri address)
    {
        if (address.Scheme == Uri.UriSchemeHttps || (address.Scheme == Uri.UriSchemeHttp && address.IsLoopback)) return;
        throw Failed(request, $"The service redirects to {address.Scheme}://{address.Authority}, which is not https.");
    }

    private static string? StatedName(string? header) =>
        NameOf(ContentDispositionHeaderValue.TryParse(header ?? string.Empty, out ContentDispositionHeaderValue? stated) ? stated : null);

    private static string? NameOf(ContentDispositionHeaderValue? disposition) => Safe((disposition?.FileNameStar ?? disposition?.FileName)?.Trim('"'));

    private static NetworkException Failed(RestRequest request, string message, Exception? cause = null) => new(
        ErrorCode.ConnectionLost, $"{message} ({request.Method} {request.RedactedPath})", request.Method, request.RedactedPath,
        "Try again; the address of a file is valid for a short time.", cause);
}

/// <summary>Where a file is, or the file with the name that the service states.</summary>
internal sealed record FileSource(Uri? Address, byte[]? Content, string? Name);
