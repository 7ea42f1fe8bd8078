using System.Security;
using FastTrackFpx.Rest.Authentication;

namespace FastTrackFpx.LongJump.Connection;

/// <summary>
/// Connects this runspace to a LongJump platform, or to its successor AgileApps Cloud, with user name and password or with the id of a session, and proves
/// the connection with one cheap request. The connection becomes the runspace's default.
/// </summary>
[Cmdlet(VerbsCommunications.Connect, "LongJumpService", DefaultParameterSetName = ByCredential), OutputType(typeof(LongJumpConnection))]
public sealed class ConnectLongJumpServiceCommand : ServiceConnectCmdlet<LongJumpConnection>
{
    private const string ByCredential = "Credential";
    private const string BySession = "SessionId";

    private static readonly Uri Prod = new("https://na.longjump.com");

    /// <summary>
    /// The address of the platform, such as <c>https://na.longjump.com</c>, which is the default. Not together with <c>-Environment Sandbox</c>.
    /// </summary>
    [Parameter(Position = 0), ArgumentCompleter(typeof(NoValueCompleter))]
    public Uri? BaseUri { get; set; }

    /// <summary>User name and password. The session is renewed with them if the service ends it.</summary>
    [Parameter(Position = 1, ParameterSetName = ByCredential), ValidateNotNull, ArgumentCompleter(typeof(NoValueCompleter))]
    public PSCredential? Credential { get; set; }

    /// <summary>The id of a session that exists already. It is not renewed, and not ended by <c>Disconnect-LongJumpService</c>.</summary>
    [Parameter(Mandatory = true, ParameterSetName = BySession), ArgumentCompleter(typeof(NoValueCompleter)), Secret]
    public SecureString? SessionId { get; set; }

    private protected override string? SandboxName => "longJump";

    private protected override object? ErrorTarget => BaseUri ?? (object)Environment;

    private protected override LongJumpConnection Create()
    {
        SandboxDiscovery? sandbox = FindSandbox();
        Uri address = AddressOf(sandbox, BaseUri, Prod, "networking/rest");
        RestClientOptions options = Options(sandbox, address);
        NetworkCredential? user = ParameterSetName == BySession ? null
            : Credential?.GetNetworkCredential()
            ?? (sandbox is null
                ? Need<NetworkCredential>(null, nameof(Credential))
                : new NetworkCredential(sandbox.Setting("user"), sandbox.Secret("passwordPath")));
        RestClient? logins = user is null ? null : new RestClient(Options(sandbox, address));
        options.Authentication = new SessionCookie(
            logins is null ? null : end => LongJumpConnection.SignInAsync(logins, user!, end),
            LongJumpProfile.IsSignedOut,
            SessionId is null ? null : CookieOf(SessionId),
            logins);
        ServiceEnvironment? environment = sandbox is not null ? ServiceEnvironment.Sandbox : address == Prod ? ServiceEnvironment.Prod : null;
        string name = NameOr(environment?.ToString() ?? address.Host);
        return new LongJumpConnection(name, environment, user?.UserName, new RestClient(options), keepsJournal: !NoJournal);
    }

    private RestClientOptions Options(SandboxDiscovery? sandbox, Uri address)
    {
        var options = new RestClientOptions(address, LongJumpProfile.Instance) { TrustedAuthorities = sandbox?.ReadAuthority() };
        Apply(options);
        return options;
    }

    private static string CookieOf(SecureString id)
    {
        string text = Credentials.TextOf(id).Trim();
        return text.Length > 0 && text.All(sign => sign is > ' ' and <= '~' and not ';' and not ',' and not '"')
            ? $"{LongJumpConnection.Cookie}={text}"
            : throw new InputException(
                ErrorCode.InvalidInput, "-SessionId is not a session id: it is empty or has characters that a cookie cannot carry.",
                nameof(SessionId), "Pass the id alone.");
    }
}
