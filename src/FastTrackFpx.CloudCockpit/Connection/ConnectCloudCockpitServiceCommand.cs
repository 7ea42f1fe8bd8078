using System.Security;
using FastTrackFpx.Rest.Authentication;

namespace FastTrackFpx.CloudCockpit.Connection;

/// <summary>
/// Connects this runspace to a CloudCockpit portal with a client id and secret, or with an access token, and proves the connection with one cheap request.
/// The connection becomes the runspace's default.
/// </summary>
[Cmdlet(VerbsCommunications.Connect, "CloudCockpitService", DefaultParameterSetName = ByClient)]
[OutputType(typeof(CloudCockpitConnection))]
public sealed class ConnectCloudCockpitServiceCommand : ServiceConnectCmdlet<CloudCockpitConnection>
{
    private const string ByClient = "Client";
    private const string ByToken = "AccessToken";
    private const string ByProvider = "TokenProvider";

    private static readonly Uri Prod = new("https://app-cloudcockpitapi-prod-01.azurewebsites.net");
    private static readonly Uri ProdTokens = new("https://login.microsoftonline.com/4e806121-ff28-4286-ab4e-3be0a08f9ce0/oauth2/v2.0/token");

    /// <summary>The domain of the portal, such as <c>portal.contoso.com</c>, which is sent as header X-Tenant. Only a sandbox needs none.</summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty, ValidatePattern(@"\A[A-Za-z0-9.\-]{1,253}\z"), WellFormedText, ArgumentCompleter(typeof(NoValueCompleter))]
    public string? Tenant { get; set; }

    /// <summary>The client id from the settings of the portal.</summary>
    [Parameter(ParameterSetName = ByClient), ValidateNotNullOrEmpty, WellFormedText, ArgumentCompleter(typeof(NoValueCompleter))]
    public string? ClientId { get; set; }

    /// <summary>The client secret from the settings of the portal. Tokens are requested with it and renewed in time.</summary>
    [Parameter(ParameterSetName = ByClient), ArgumentCompleter(typeof(NoValueCompleter)), Secret]
    public SecureString? ClientSecret { get; set; }

    /// <summary>Another address of the token endpoint.</summary>
    [Parameter(ParameterSetName = ByClient), ArgumentCompleter(typeof(NoValueCompleter))]
    public Uri? TokenUri { get; set; }

    /// <summary>Another scope to request tokens for.</summary>
    [Parameter(ParameterSetName = ByClient), ValidateNotNullOrEmpty, WellFormedText, ArgumentCompleter(typeof(NoValueCompleter))]
    public string Scope { get; set; } = "api://b92a36a4-feb8-4f47-a69c-29a180aa6d0a/.default";

    /// <summary>An access token. It is not renewed.</summary>
    [Parameter(Mandatory = true, ParameterSetName = ByToken), ArgumentCompleter(typeof(NoValueCompleter)), Secret]
    public SecureString? AccessToken { get; set; }

    /// <summary>
    /// A script block that returns an access token, as a String, a SecureString or an object with a property Token or AccessToken. It runs if there is no
    /// token, if the last one expires within two minutes, and once after the service has rejected it.
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = ByProvider), ValidateNotNull, ArgumentCompleter(typeof(NoValueCompleter))]
    public ScriptBlock? TokenProvider { get; set; }

    /// <summary>Another address of the service. Not together with <c>-Environment Sandbox</c>.</summary>
    [Parameter, ArgumentCompleter(typeof(NoValueCompleter))]
    public Uri? BaseUri { get; set; }

    private protected override string? SandboxName => "cloudCockpit";

    private protected override object? ErrorTarget => Tenant ?? (object?)BaseUri ?? Environment;

    private protected override CloudCockpitConnection Create()
    {
        SandboxDiscovery? sandbox = FindSandbox();
        Uri address = AddressOf(sandbox, BaseUri, Prod);
        string tenant = Tenant ?? sandbox?.Setting("tenant") ?? Need(Tenant, nameof(Tenant));
        var options = new RestClientOptions(address, CloudCockpitProfile.Instance)
        {
            TrustedAuthorities = sandbox?.ReadAuthority(),
            RequestIdHeader = "X-Correlation-Id",
            Headers = [new("X-Tenant", tenant)],
        };
        Apply(options);
        TokenScript? script = TokenProvider is null ? null : new TokenScript(TokenProvider);
        TokenEndpoint? tokens = ParameterSetName == ByClient ? Tokens(sandbox, options) : null;
        options.Authentication = BearerToken.Create(
            AccessToken, tokens is not null ? tokens.RequestAsync : script is not null ? script.RequestAsync : null, options.TimeProvider, tokens);
        ServiceEnvironment? environment = sandbox is not null ? ServiceEnvironment.Sandbox : address == Prod ? ServiceEnvironment.Prod : null;
        string name = NameOr(environment?.ToString() ?? address.Host);
        return new CloudCockpitConnection(name, environment, tenant, new RestClient(options), script, keepsJournal: !NoJournal);
    }

    private TokenEndpoint Tokens(SandboxDiscovery? sandbox, RestClientOptions options)
    {
        string id = ClientId ?? sandbox?.Setting("clientId") ?? Need(ClientId, nameof(ClientId));
        SecureString secret = ClientSecret ?? sandbox?.Secret("clientSecretPath") ?? Need(ClientSecret, nameof(ClientSecret));
        Uri endpoint = TokenUri is not null ? RequireHttps(TokenUri, nameof(TokenUri)) : sandbox?.Address("tokenUri") ?? ProdTokens;
        return new TokenEndpoint(
            TokenService.Connect(endpoint, "CloudCockpit", options),
            endpoint.PathAndQuery,
            TokenGrant.ClientCredentials(Scope),
            [new("client_id", id), new("client_secret", Credentials.TextOf(secret))]);
    }
}
