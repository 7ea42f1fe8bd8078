using System.Net;
using FastTrackFpx.LongJump.Platform;
using FastTrackFpx.Rest.Http;

namespace FastTrackFpx.LongJump.Connection;

/// <summary>Logs in with user name and password (<c>POST login</c>) and returns the cookies of the session.</summary>
internal sealed class LongJumpSignIn(RestClient client, NetworkCredential user) : IDisposable
{
    internal const string Cookie = "JSESSIONID";

    internal Task<string> SignInAsync(CancellationToken cancellationToken)
    {
        var request = new RestRequest("POST", LongJumpPaths.Root + "/login")
        {
            Body = PlatformContent.Write("login", [new("userName", user.UserName), new("password", user.Password)]),
            // A second session for the same user does no harm.
            IsRead = true,
        };
        return client.SendAsync(request, Read, cancellationToken);
    }

    public void Dispose() => client.Dispose();

    // Later versions return the cookies themselves; others set them, or return the id alone.
    private static string Read(RestResponse response) => PlatformContent.Read(response, (platform, _) =>
    {
        System.Xml.Linq.XElement login = PlatformMessage.Child(platform, "login") ?? platform;
        if (PlatformMessage.Text(login, "cookieString") is { } cookies) return cookies.TrimEnd(';', ' ');
        if (PlatformMessage.Text(login, "sessionId") is { } id) return $"{Cookie}={id}";
        string[] set = [.. response.Headers.Where(header => header.Key.Equals("Set-Cookie", StringComparison.OrdinalIgnoreCase)).Select(header => header.Value.Split(';')[0].Trim())];
        return set.Length > 0 ? string.Join("; ", set) : throw new FormatException("the login has no sessionId and sets no cookie");
    });
}
