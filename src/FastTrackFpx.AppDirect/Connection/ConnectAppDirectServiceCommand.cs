using System.Globalization;
using System.Net;
using System.Security;
using FastTrackFpx.Rest.Authentication;
using FastTrackFpx.Rest.Http;

namespace FastTrackFpx.AppDirect.Connection;

/// <summary>
/// Connects this runspace to an AppDirect marketplace and proves the connection with one cheap request. The connection becomes the runspace's default for
/// AppDirect cmdlets.
/// </summary>
[Cmdlet(VerbsCommunications.Connect, "AppDirectService", DefaultParameterSetName = ClientSet)]
[OutputType(typeof(AppDirectConnection))]
public sealed class ConnectAppDirectServiceCommand : ServiceConnectCmdlet<AppDirectConnection>
{
    private const string ClientSet = "Client";
    private const string CredentialSet = "ClientCredential";
    private const string UserSet = "User";
    private const string InteractiveSet = "Interactive";
    private const string TokenSet = "Token";
    private const string ProviderSet = "TokenProvider";
    private const string SignedSet = "Signed";
    private const string TokenPath = "/oauth2/token";

    /// <summary>The host name or the address of the marketplace, such as marketplace.example.com.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [WellFormedText]
    [ArgumentCompleter(typeof(NoValueCompleter))]
    public string? Marketplace { get; set; }

    /// <summary>The client id of the API client.</summary>
    [Parameter(ParameterSetName = ClientSet)]
    [Parameter(ParameterSetName = UserSet)]
    [Parameter(ParameterSetName = InteractiveSet)]
    [ValidateNotNullOrEmpty]
    [WellFormedText]
    [ArgumentCompleter(typeof(NoValueCompleter))]
    public string? ClientId { get; set; }

    /// <summary>The secret of the API client.</summary>
    [Parameter(ParameterSetName = ClientSet)]
    [Parameter(ParameterSetName = UserSet)]
    [Parameter(ParameterSetName = InteractiveSet)]
    [ArgumentCompleter(typeof(NoValueCompleter))]
    [Secret]
    public SecureString? ClientSecret { get; set; }

    /// <summary>Client id and secret as user name and password of a credential.</summary>
    [Parameter(Mandatory = true, ParameterSetName = CredentialSet)]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(NoValueCompleter))]
    public PSCredential? Credential { get; set; }

    /// <summary>Name and password of a user of the marketplace.</summary>
    [Parameter(Mandatory = true, ParameterSetName = UserSet)]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(NoValueCompleter))]
    public PSCredential? UserCredential { get; set; }

    /// <summary>Signs in with the browser of this machine.</summary>
    [Parameter(Mandatory = true, ParameterSetName = InteractiveSet)]
    public SwitchParameter Interactive { get; set; }

    /// <summary>The loopback address that the API client is registered with. The default is a free port of 127.0.0.1.</summary>
    [Parameter(ParameterSetName = InteractiveSet)]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(NoValueCompleter))]
    public Uri? RedirectUri { get; set; }

    /// <summary>An access token.</summary>
    [Parameter(Mandatory = true, ParameterSetName = TokenSet)]
    [ArgumentCompleter(typeof(NoValueCompleter))]
    [Secret]
    public SecureString? AccessToken { get; set; }

    /// <summary>
    /// A script block that returns an access token, as a String, a SecureString or an object with a property Token or AccessToken. A cmdlet that needs the
    /// token runs it if there is none, if the last one expires within two minutes, and after AppDirect has rejected it.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = ProviderSet)]
    [ValidateNotNull]
    [ArgumentCompleter(typeof(NoValueCompleter))]
    public ScriptBlock? TokenProvider { get; set; }

    /// <summary>The key of an OAuth 1.0 consumer. Sales leads and synchronisation tasks require signed requests.</summary>
    [Parameter(Mandatory = true, ParameterSetName = SignedSet)]
    [ValidateNotNullOrEmpty]
    [WellFormedText]
    [ArgumentCompleter(typeof(NoValueCompleter))]
    public string? ConsumerKey { get; set; }

    /// <summary>The secret of the OAuth 1.0 consumer.</summary>
    [Parameter(Mandatory = true, ParameterSetName = SignedSet)]
    [ArgumentCompleter(typeof(NoValueCompleter))]
    [Secret]
    public SecureString? ConsumerSecret { get; set; }

    /// <summary>
    /// The roles of the token. With client id and secret the default is ROLE_PARTNER_READ; ROLE_PARTNER allows changes. Users have other roles, such as
    /// ROLE_RESELLER.
    /// </summary>
    [Parameter(ParameterSetName = ClientSet)]
    [Parameter(ParameterSetName = CredentialSet)]
    [Parameter(ParameterSetName = UserSet)]
    [Parameter(ParameterSetName = InteractiveSet)]
    [ValidateNotNullOrEmpty]
    [WellFormedText]
    [Commands.KnownCodes(
        "ROLE_PARTNER_READ", "ROLE_PARTNER", "ROLE_USER", "ROLE_RESELLER", "ROLE_RESELLER_MANAGER", "ROLE_CHANNEL_ADMIN", "ROLE_BILLING_ADMIN",
        "ROLE_SALES_SUPPORT")]
    [ArgumentCompleter(typeof(Commands.KnownCodeCompleter))]
    public string[]? Scope { get; set; }

    /// <summary>The language of names and texts. The default is the language of this session.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [WellFormedText]
    [ArgumentCompleter(typeof(NoValueCompleter))]
    public string? Language { get; set; }

    /// <summary>Whose view of the marketplace cmdlets take if they are not told otherwise.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [WellFormedText]
    [Commands.KnownCodes("RESELLER", "RESELLER_MANAGER", "CHANNEL_ADMIN")]
    [ArgumentCompleter(typeof(Commands.KnownCodeCompleter))]
    public string? Context { get; set; }

    /// <summary>The company on whose behalf cmdlets act if they are not told otherwise.</summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [WellFormedText]
    [ArgumentCompleter(typeof(NoValueCompleter))]
    public string? CompanyId { get; set; }

    private protected override string? SandboxName => "appDirect";

    private protected override object? ErrorTarget => Marketplace ?? (object)Environment;

    private protected override AppDirectConnection Create()
    {
        SandboxDiscovery? sandbox = FindSandbox();
        var options = new RestClientOptions(sandbox?.BaseUri ?? AddressOf(Need(Marketplace, nameof(Marketplace))), MarketplaceService.Instance)
        {
            TrustedAuthorities = sandbox?.ReadAuthority(),
            Headers = [new("Accept-Language", LanguageName)],
        };
        Apply(options);
        TokenScript? script = TokenProvider is null ? null : new TokenScript(TokenProvider);
        options.Authentication = ParameterSetName switch
        {
            TokenSet => BearerToken.Create(Need(AccessToken, nameof(AccessToken)), null, options.TimeProvider),
            ProviderSet => BearerToken.Create(null, script!.RequestAsync, options.TimeProvider),
            SignedSet => new OAuth1Signature(new NetworkCredential(ConsumerKey, ConsumerSecret), options.TimeProvider),
            _ => RequestedToken(options, sandbox),
        };
        string name = NameOr(sandbox is null ? options.BaseUri.Host : "Sandbox");
        return new AppDirectConnection(name, new RestClient(options), script, !NoJournal)
        {
            Credential = ParameterSetName switch
            {
                UserSet => AppDirectCredential.User,
                InteractiveSet => AppDirectCredential.Interactive,
                TokenSet or ProviderSet => AppDirectCredential.Token,
                SignedSet => AppDirectCredential.Signed,
                _ => AppDirectCredential.Client,
            },
            Scope = ScopeText,
            Language = LanguageName,
            Context = Context,
            CompanyId = CompanyId,
        };
    }

    private string LanguageName => Language ?? (CultureInfo.CurrentUICulture.Name is { Length: > 0 } name ? name : "en-US");

    private string? ScopeText =>
        Scope is { Length: > 0 } ? string.Join(" ", Scope) : ParameterSetName is ClientSet or CredentialSet ? "ROLE_PARTNER_READ" : null;

    private BearerToken? RequestedToken(RestClientOptions options, SandboxDiscovery? sandbox)
    {
        NetworkCredential client = ClientCredential(sandbox);
        RestClient endpoint = TokenService.Connect(new Uri(options.BaseUri, TokenPath), "AppDirect", options);
        // A public client has no secret, only an id.
        bool isPublic = client.Password.Length == 0;
        if (!isPublic) endpoint.Options.Authentication = new BasicAuthentication(client);
        IReadOnlyList<KeyValuePair<string, string>>? form = isPublic ? [new("client_id", client.UserName)] : null;
        Func<CancellationToken, Task<AccessToken?>> request = ParameterSetName switch
        {
            UserSet => TokensFor(TokenGrant.Password(UserCredential!.GetNetworkCredential(), ScopeText)).RequestAsync,
            InteractiveSet => new SignInTokens(new BrowserSignIn(options.BaseUri, client.UserName, ScopeText, RedirectUri), TokensFor).RequestAsync,
            _ => TokensFor(TokenGrant.ClientCredentials(ScopeText)).RequestAsync,
        };
        return BearerToken.Create(null, request, options.TimeProvider, endpoint);

        TokenEndpoint TokensFor(TokenGrant grant) => new(endpoint, TokenPath, grant, form);
    }

    private NetworkCredential ClientCredential(SandboxDiscovery? sandbox)
    {
        if (Credential is not null) return Credential.GetNetworkCredential();
        // A sandbox brings its own client.
        string id = ClientId ?? sandbox?.Setting("clientId") ?? Need(ClientId, nameof(ClientId));
        SecureString? secret = ClientSecret ?? sandbox?.Secret("clientSecretPath");
        return new NetworkCredential(id, ParameterSetName == InteractiveSet ? secret ?? new SecureString() : Need(secret, nameof(ClientSecret)));
    }

    private static Uri AddressOf(string marketplace)
    {
        string text = marketplace.Trim().TrimEnd('/');
        if (text.IndexOf("://", StringComparison.Ordinal) < 0) text = "https://" + text;
        if (!Uri.TryCreate(text, UriKind.Absolute, out Uri? address))
        {
            throw new InputException(
                ErrorCode.InvalidInput, $"-Marketplace: '{ParameterText.Shown(marketplace)}' is not a host name or address.", nameof(Marketplace),
                "For instance marketplace.example.com.");
        }

        RequireHttps(address, nameof(Marketplace));
        return new Uri(address.GetLeftPart(UriPartial.Authority));
    }
}
