namespace FastTrackFpx.AppDirect.Tests.Connection;

/// <summary>The five ways to connect, against the sandbox's token endpoint.</summary>
public sealed class ConnectTests(MarketplaceSandbox sandbox) : IClassFixture<MarketplaceSandbox>
{
    [Fact]
    public void Each_credential_gets_a_token_with_its_roles()
    {
        using PowerShellSession session = ModuleSession.Open();
        var connection = (AppDirectConnection)sandbox.Connect(session).Succeeded().Output[0]!.BaseObject;
        Assert.Equal((AppDirectCredential.Client, "ROLE_PARTNER_READ"), (connection.Credential, connection.Scope));
        Assert.NotNull(connection.TokenExpiry);
        Assert.NotEmpty(session.Run("Get-AppDirectCompany -First 3").Succeeded().Output);
        var credential = new PSCredential(sandbox.Setting("clientId"), sandbox.Secret("clientSecretPath"));
        Assert.Equal(AppDirectCredential.Client, Connected(("Credential", credential)).Credential);
        AppDirectConnection user = Connected(("UserCredential", sandbox.User("reseller")), ("Scope", new[] { "ROLE_RESELLER" }), ("Context", "RESELLER"));
        Assert.Equal(AppDirectCredential.User, user.Credential);
        Assert.NotEmpty(sandbox.Session.Run($"Get-AppDirectCompany -Reseller -Connection {user}").Succeeded().Output);
        AppDirectConnection consumer = Connected(("ConsumerKey", sandbox.Setting("consumerKey")), ("ConsumerSecret", sandbox.Secret("consumerSecretPath")), ("SkipCheck", true));
        Assert.Equal(AppDirectCredential.Signed, consumer.Credential);
        Assert.NotEmpty(sandbox.Session.Run($"Get-AppDirectSalesLead -First 1 -Connection {consumer}").Succeeded().Output);
        string token = ClientToken();
        Assert.Equal(AppDirectCredential.Token, Connected(("AccessToken", new NetworkCredential(string.Empty, token).SecurePassword)).Credential);
        ScriptBlock provider = sandbox.Session.ScriptBlock(_ => token);
        Assert.Equal(AppDirectCredential.Token, Connected(("TokenProvider", provider)).Credential);
        Assert.NotEmpty(sandbox.Session.Run($"Invoke-AppDirectRequest -Path 'account/v2/companies?size=2' -Connection {Connected()}").Succeeded().Output);
    }

    [Fact]
    public void A_user_signs_in_with_a_browser()
    {
        Action<Uri> before = BrowserSignIn.OpenBrowser;
        BrowserSignIn.OpenBrowser = address => _ = BrowseAsync(address);
        try
        {
            AppDirectConnection connection = Connected(("Interactive", true), ("Scope", new[] { "ROLE_CHANNEL_ADMIN" }));
            Assert.Equal(AppDirectCredential.Interactive, connection.Credential);
            Assert.NotEmpty(sandbox.Session.Run($"Get-AppDirectCompany -First 1 -Connection {connection}").Succeeded().Output);
        }
        finally
        {
            BrowserSignIn.OpenBrowser = before;
        }
    }

    [Fact]
    public void A_wrong_secret_says_so_and_shows_no_secret()
    {
        const string Secret = "a-wrong-secret-4711";
        SessionResult result = sandbox.Connect(sandbox.Session, ("ClientId", sandbox.Setting("clientId")), ("ClientSecret", new NetworkCredential(string.Empty, Secret).SecurePassword));
        Assert.StartsWith(ErrorCode.NotAuthenticated, ((IContainsErrorRecord)result.Failure!).ErrorRecord.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.DoesNotContain(Secret, result.Failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_role_that_a_client_cannot_have_is_named()
    {
        ErrorRecord error = Assert.Single(sandbox.Session.Run($"Get-AppDirectCompany -Reseller -Context RESELLER -Connection {Connected()}").Errors);
        Assert.StartsWith(ErrorCode.NotAuthorized, error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("ROLE_RESELLER", error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Contains("-UserCredential", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public void A_connection_can_be_listed_tested_and_ended()
    {
        using PowerShellSession session = ModuleSession.Open();
        sandbox.Connect(session, ("Name", "one")).Succeeded();
        Assert.Equal("one", ((AppDirectConnection)session.Run("Get-AppDirectConnection").Succeeded().Output[0]!.BaseObject).Name);
        var test = (AppDirectConnectionTest)session.Run("Test-AppDirectConnection").Succeeded().Output[0]!.BaseObject;
        Assert.True(test.Accepted, test.Message);
        session.Run("Disconnect-AppDirectService").Succeeded();
        Assert.Empty(session.Run("Get-AppDirectConnection").Succeeded().Output);
    }

    [Theory]
    [InlineData("http://marketplace.example.com")]
    [InlineData("ftp://x")]
    [InlineData("https://user@marketplace.example.com")]
    public void A_marketplace_is_reached_over_https_only(string marketplace)
    {
        SessionResult result = sandbox.Session.Run($"Connect-AppDirectService -Marketplace {marketplace} -AccessToken {new NetworkCredential(string.Empty, "some-token").SecurePassword}");
        Assert.Contains("https", result.Failure!.Message, StringComparison.Ordinal);
    }

    private AppDirectConnection Connected(params (string? Name, object? Value)[] parameters) => (AppDirectConnection)sandbox.Connect(sandbox.Session, parameters).Succeeded().Output[0]!.BaseObject;

    private string ClientToken()
    {
        using var http = new HttpClient(new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true });
        using var request = new HttpRequestMessage(HttpMethod.Post, sandbox.Setting("tokenUri")) { Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["grant_type"] = "client_credentials", ["scope"] = "ROLE_PARTNER_READ" }) };
        string pair = $"{sandbox.Setting("clientId")}:{File.ReadAllText(sandbox.Setting("clientSecretPath")).Trim()}";
        request.Headers.Authorization = new("Basic", Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(pair)));
        using HttpResponseMessage response = http.Send(request);
        return JsonDocument.Parse(response.Content.ReadAsStream()).RootElement.GetProperty("access_token").GetString()!;
    }

    private static async Task BrowseAsync(Uri address)
    {
        using var http = new HttpClient(new HttpClientHandler { ServerCertificateCustomValidationCallback = (_, _, _, _) => true, AllowAutoRedirect = false });
        using HttpResponseMessage response = await http.GetAsync(address);
        using HttpResponseMessage page = await http.GetAsync(response.Headers.Location);
    }
}
