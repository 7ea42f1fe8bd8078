using System.ComponentModel;
using System.Xml.Linq;

namespace FastTrackFpx.LongJump;

/// <summary>
/// A connection to a LongJump platform. Several threads and runspaces of a process may use it at once (<c>$using:connection</c>). It never shows a secret.
/// </summary>
[TypeConverter(typeof(ConnectionConverter))]
public sealed class LongJumpConnection : RestConnection
{
    internal const string Cookie = "JSESSIONID";

    internal LongJumpConnection(string name, ServiceEnvironment? environment, string? userName, RestClient client, bool keepsJournal)
        : base(name, client, token: null, keepsJournal)
    {
        Environment = environment;
        UserName = userName;
    }

    private LongJumpConnection() { }

    /// <summary>Prod or Sandbox; null for another address.</summary>
    public ServiceEnvironment? Environment { get; }

    /// <summary>The user who logged in; null if the connection uses a session id.</summary>
    public string? UserName { get; }

    /// <summary>Logs in with user name and password (<c>POST login</c>) and returns the cookies of the session.</summary>
    internal static Task<string> SignInAsync(RestClient client, NetworkCredential user, CancellationToken cancellationToken)
    {
        var request = new RestRequest("POST", LongJumpProfile.Root + "/login")
        {
            Body = PlatformContent.Write("login", [new("userName", user.UserName), new("password", user.Password)]),
            // A second session for the same user does no harm.
            IsRead = true,
        };
        return client.SendAsync(request, ReadCookies, cancellationToken);
    }

    internal override Task SignOutAsync(CmdletRun run) => UserName is null
        ? Task.CompletedTask
        : RestFor(run).SendAsync(new RestRequest("GET", LongJumpProfile.Root + "/logout") { MaxRetryCount = 0 }, PlatformContent.ReadSuccess, run.Stopping);

    internal override ServiceWrites WritesFor(CmdletRun run, WriteContext context) =>
        new(RestFor(run), Pending, context) { Planners = [new TenantChanges(RestFor(run))] };

    private protected override RestRequest CheckRequest() => new("GET", TenantsEndpoint.Root) { Query = [new("fieldList", "id"), new("pageSize", "1")] };

    // Later versions return the cookies themselves; others set them, or return the id alone.
    private static string ReadCookies(RestResponse response) => PlatformContent.Read(response, (platform, _) =>
    {
        XElement login = PlatformMessage.Child(platform, "login") ?? platform;
        if (PlatformMessage.Text(login, "cookieString") is { } cookies) return cookies.TrimEnd(';', ' ');
        if (PlatformMessage.Text(login, "sessionId") is { } id) return $"{Cookie}={id}";
        string[] set =
        [
            .. response.Headers.Where(header => header.Key.Equals("Set-Cookie", StringComparison.OrdinalIgnoreCase))
                .Select(header => header.Value.Split(';')[0].Trim()),
        ];
        return set.Length > 0 ? string.Join("; ", set) : throw new FormatException("the login has no sessionId and sets no cookie");
    });
}

/// <summary>The result of <c>Test-LongJumpConnection</c>.</summary>
public sealed class LongJumpConnectionTest : ConnectionTest;
