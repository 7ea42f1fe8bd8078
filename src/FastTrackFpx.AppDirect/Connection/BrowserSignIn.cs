using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using FastTrackFpx.Rest.Authentication;

namespace FastTrackFpx.AppDirect.Connection;

/// <summary>
/// Signs a user in with the browser of this machine (RFC 8252): the marketplace redirects the browser to a loopback address, with a code that only this
/// process can exchange (PKCE, RFC 7636).
/// </summary>
internal sealed class BrowserSignIn(Uri marketplace, string clientId, string? scope, Uri? redirect)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    private const string Page = "<!doctype html><meta charset=utf-8><title>FastTrackFpx</title><p>You can close this window and return to PowerShell.</p>";

    /// <summary>Opens an address in the browser; tests bring their own.</summary>
    internal static Action<Uri> OpenBrowser { get; set; } = OpenWithSystem;

    /// <summary>Waits for the user and returns the grant of the code.</summary>
    /// <exception cref="RestException">The user did not sign in, or no browser could be opened.</exception>
    internal async Task<TokenGrant> RunAsync(CancellationToken cancellationToken)
    {
        Uri target = redirect ?? new Uri($"http://127.0.0.1:{FreePort()}/");
        if (!target.IsLoopback || target.Scheme != "http")
        {
            throw Failed(
                $"-RedirectUri: '{target}' is not an http address of this machine.",
                "Use an address such as http://127.0.0.1:8400/, as the API client is registered.");
        }

        (string state, string verifier) = (Random(), Random());
        using var listener = new HttpListener();
        listener.Prefixes.Add(target.GetLeftPart(UriPartial.Path).TrimEnd('/') + "/");
        try
        {
            listener.Start();
            OpenBrowser(Address(target, state, verifier));
        }
        catch (Exception failure) when (failure is HttpListenerException or Win32Exception or InvalidOperationException or PlatformNotSupportedException)
        {
            throw Failed(
                $"The sign-in could not begin: {failure.Message.TrimEnd('.')}.", "Use -UserCredential or -AccessToken on a machine without a browser.");
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(Patience);
        using CancellationTokenRegistration registration = limit.Token.Register(listener.Abort);
        try
        {
            while (true)
            {
                HttpListenerContext context = await listener.GetContextAsync().ConfigureAwait(false);
                System.Collections.Specialized.NameValueCollection query = context.Request.QueryString;
                // Browsers ask for icons as well.
                bool isAnswer = query["state"] == state;
                Respond(context.Response, isAnswer);
                if (!isAnswer) continue;
                if (query["code"] is { Length: > 0 } code) return TokenGrant.Code(code, target.ToString(), verifier);
                string reason = query["error_description"] ?? query["error"] ?? "no reason was given";
                throw Failed($"The marketplace refused the sign-in: {reason}.", "Check client id, redirect address and scope.");
            }
        }
        catch (Exception ended) when (ended is HttpListenerException or ObjectDisposedException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw Failed(
                $"The sign-in in the browser was not completed within {Patience.TotalMinutes} minutes.", "Connect again and sign in with the browser.");
        }
    }

    private Uri Address(Uri target, string state, string verifier)
    {
        string challenge;
        using (var hash = SHA256.Create()) challenge = Base64Url(hash.ComputeHash(Encoding.ASCII.GetBytes(verifier)));
        var query = new List<KeyValuePair<string, string>>
        {
            new("response_type", "code"), new("client_id", clientId), new("redirect_uri", target.ToString()), new("state", state),
            new("code_challenge", challenge), new("code_challenge_method", "S256"),
        };
        if (scope is not null) query.Add(new("scope", scope));
        return new Uri(marketplace, "/oauth2/authorize?" + string.Join("&", query.Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value)}")));
    }

    private static void Respond(HttpListenerResponse response, bool isAnswer)
    {
        byte[] body = isAnswer ? Encoding.UTF8.GetBytes(Page) : [];
        response.StatusCode = isAnswer ? 200 : 404;
        response.ContentType = "text/html; charset=utf-8";
        response.ContentLength64 = body.Length;
        response.OutputStream.Write(body, 0, body.Length);
        response.Close();
    }

    private static void OpenWithSystem(Uri address)
    {
        ProcessStartInfo start = RuntimeInformation.IsOSPlatform(OSPlatform.Windows)
            ? new(address.AbsoluteUri) { UseShellExecute = true }
            : new(RuntimeInformation.IsOSPlatform(OSPlatform.OSX) ? "open" : "xdg-open", $"\"{address.AbsoluteUri}\"") { UseShellExecute = false };
        Process.Start(start)?.Dispose();
    }

    private static int FreePort()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        return port;
    }

    private static string Random()
    {
        byte[] bytes = new byte[32];
        using (var random = RandomNumberGenerator.Create()) random.GetBytes(bytes);
        return Base64Url(bytes);
    }

    private static string Base64Url(byte[] bytes) => Convert.ToBase64String(bytes).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    private static RestException Failed(string message, string action) => new(ErrorCode.TokenProviderFailed, message, action);
}
