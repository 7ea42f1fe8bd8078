namespace FastTrackFpx.Sandbox.Tests.AppDirect;

/// <summary>Grants, tokens, roles, required inputs and limits.</summary>
[Collection(AppDirectCollection.Name)]
public sealed class AccessTests(AppDirectFixture fixture)
{
    private readonly AppDirectClient _client = fixture.Client;

    [Fact]
    public async Task A_client_gets_a_token_for_43199_seconds_and_no_refresh_token_or_401()
    {
        (HttpStatusCode status, JsonElement body) = await _client.RequestTokenAsync(new() { ["grant_type"] = "client_credentials" });
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(43_199, body.Number("expires_in"));
        Assert.Equal("ROLE_PARTNER_READ", body.Text("scope"));
        Assert.False(body.TryGetProperty("refresh_token", out _));
        (HttpStatusCode refused, JsonElement fault) = await _client.RequestTokenAsync(new() { ["grant_type"] = "client_credentials" }, secret: "no");
        Assert.Equal((HttpStatusCode.Unauthorized, "invalid_client"), (refused, fault.Text("error")));
    }

    [Theory]
    [InlineData("client_credentials", "ROLE_USER", 400, "invalid_scope")]
    [InlineData("password", "ROLE_RESELLER", 400, "invalid_scope")]
    [InlineData("implicit", "", 400, "unsupported_grant_type")]
    [InlineData("authorization_code", "", 400, "invalid_grant")]
    [InlineData("refresh_token", "", 400, "invalid_grant")]
    public async Task A_wrong_grant_is_named(string grant, string scope, int status, string error)
    {
        (HttpStatusCode actual, JsonElement body) = await _client.RequestTokenAsync(new()
        {
            ["grant_type"] = grant, ["scope"] = scope, ["username"] = "manager@marketplace.example", ["password"] = _client.Secret("passwordPath"),
            ["redirect_uri"] = "http://127.0.0.1:1/",
        });
        Assert.Equal((status, error), ((int)actual, body.Text("error")));
    }

    [Fact]
    public async Task A_refresh_token_is_used_once()
    {
        (_, JsonElement first) = await _client.RequestTokenAsync(new()
        {
            ["grant_type"] = "password", ["username"] = "reseller@marketplace.example", ["password"] = _client.Secret("passwordPath"),
        });
        Dictionary<string, string> refresh = new() { ["grant_type"] = "refresh_token", ["refresh_token"] = first.Text("refresh_token") };
        (HttpStatusCode once, JsonElement second) = await _client.RequestTokenAsync(refresh);
        (HttpStatusCode twice, _) = await _client.RequestTokenAsync(refresh);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.BadRequest), (once, twice));
        Assert.Contains("ROLE_RESELLER", second.Text("scope"));
    }

    [Fact]
    public async Task The_browser_returns_a_code_that_needs_its_verifier()
    {
        string verifier = new('v', 64);
        string challenge = Convert.ToBase64String(SHA256.HashData(Encoding.ASCII.GetBytes(verifier))).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        string address = $"/oauth2/authorize?response_type=code&client_id={_client.Text("clientId")}&state=s1&scope=ROLE_CHANNEL_ADMIN"
            + $"&redirect_uri=http%3A%2F%2F127.0.0.1%3A9%2Fback&code_challenge={challenge}&code_challenge_method=S256";
        using HttpResponseMessage page = await _client.Http.GetAsync(address);
        Assert.Equal(HttpStatusCode.Redirect, page.StatusCode);
        Assert.Equal("http://127.0.0.1:9/back", page.Headers.Location!.GetLeftPart(UriPartial.Path));
        string query = page.Headers.Location.Query;
        Assert.EndsWith("&state=s1", query);
        string code = query[6..query.IndexOf('&', StringComparison.Ordinal)];
        Dictionary<string, string> form = new()
        {
            ["grant_type"] = "authorization_code", ["code"] = code, ["redirect_uri"] = "http://127.0.0.1:9/back", ["code_verifier"] = verifier,
        };
        (HttpStatusCode status, JsonElement token) = await _client.RequestTokenAsync(form);
        Assert.Equal((HttpStatusCode.OK, "ROLE_CHANNEL_ADMIN"), (status, token.Text("scope")));
        Assert.Equal(HttpStatusCode.BadRequest, (await _client.RequestTokenAsync(form)).Status);
    }

    [Fact]
    public async Task A_token_expires_and_ended_sessions_are_401()
    {
        await using AppDirectClient client = await AppDirectClient.StartAsync(options => options.Companies = 1);
        await client.GetAsync("account/v2/companies");
        client.Clock.Advance(TimeSpan.FromSeconds(43_199));
        using HttpResponseMessage late = await client.SendAsync(HttpMethod.Get, "account/v2/companies");
        Assert.Equal(HttpStatusCode.Unauthorized, late.StatusCode);
        Assert.Contains("invalid_token", late.Headers.WwwAuthenticate.ToString());
    }

    [Theory]
    [InlineData("GET", "account/v2/companies", "client ROLE_PARTNER_READ", 200)]
    [InlineData("GET", "account/v2/companies", "client ROLE_PARTNER", 200)]
    [InlineData("POST", "account/v2/companies", "client ROLE_PARTNER_READ", 403)]
    [InlineData("GET", "account/v2/companies", "reseller", 403)]
    [InlineData("GET", "appReseller/v1/companies?context=RESELLER", "client ROLE_PARTNER", 403)]
    [InlineData("GET", "appReseller/v1/companies?context=RESELLER", "reseller", 200)]
    [InlineData("GET", "appReseller/v1/companies?context=RESELLER_MANAGER", "reseller", 403)]
    [InlineData("GET", "appReseller/v1/companies", "reseller", 400)]
    [InlineData("GET", "account/v2/companies?page=x", "manager", 400)]
    [InlineData("GET", "channel/v1/segments", "manager", 400)]
    [InlineData("GET", "account/v2/users/unknown", "manager", 404)]
    [InlineData("GET", "appReseller/v1/users/unknown?context=RESELLER&companyId=unknown", "reseller", 401)]
    [InlineData("GET", "billing/v1/nothing", "manager", 404)]
    public async Task Roles_and_inputs_decide_the_status(string method, string path, string caller, int status)
    {
        using HttpResponseMessage response = await _client.SendAsync(new HttpMethod(method), path, method == "POST" ? """{ "name": "x" }""" : null, caller);
        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task Opportunities_need_a_language()
    {
        using HttpResponseMessage response = await _client.SendAsync(HttpMethod.Get, "assistedSales/v1/opportunities", caller: "agent", language: null);
        JsonElement error = JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains("Accept-Language", error.Text("message"));
    }

    [Fact]
    public async Task A_user_sees_only_the_own_company()
    {
        string own = _client.Data("membership").First(m => m.Text("email") == "admin@marketplace.example").Text("companyId");
        string other = _client.Data("company").First(company => company.Text("id") != own).Text("id");
        using HttpResponseMessage mine = await _client.SendAsync(HttpMethod.Get, $"account/v2/companies/{own}/memberships", caller: "user");
        using HttpResponseMessage theirs = await _client.SendAsync(HttpMethod.Get, $"account/v2/companies/{other}/memberships", caller: "user");
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.NotFound), (mine.StatusCode, theirs.StatusCode));
    }

    [Fact]
    public async Task A_request_can_be_signed_instead()
    {
        string address = new Uri(_client.Http.BaseAddress!, "/api/channel/v1/webhooks").AbsoluteUri;
        var parameters = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["oauth_consumer_key"] = _client.Text("consumerKey"), ["oauth_nonce"] = "n1", ["oauth_signature_method"] = "HMAC-SHA1",
            ["oauth_timestamp"] = "1700000000", ["oauth_version"] = "1.0", ["size"] = "2",
        };
        string joined = string.Join('&', parameters.Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value)}"));
        string text = $"GET&{Uri.EscapeDataString(address)}&{Uri.EscapeDataString(joined)}";
        string signature = Convert.ToBase64String(HMACSHA1.HashData(
            Encoding.ASCII.GetBytes(_client.Secret("consumerSecretPath") + "&"), Encoding.ASCII.GetBytes(text)));
        async Task<HttpStatusCode> SendAsync(string signed)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address + "?size=2");
            string values = string.Join(", ", parameters.Where(pair => pair.Key != "size").Append(new("oauth_signature", signed))
                .Select(pair => $"{pair.Key}=\"{Uri.EscapeDataString(pair.Value)}\""));
            request.Headers.Authorization = new AuthenticationHeaderValue("OAuth", values);
            using HttpResponseMessage response = await _client.Http.SendAsync(request);
            return response.StatusCode;
        }

        Assert.Equal(HttpStatusCode.OK, await SendAsync(signature));
        Assert.Equal(HttpStatusCode.Unauthorized, await SendAsync(Convert.ToBase64String(new byte[20])));
    }

    [Fact]
    public async Task Products_orders_and_synchronisation_have_limits()
    {
        await using AppDirectClient client = await AppDirectClient.StartAsync(options => options.Readings["A68"] = "on");
        string order = client.Data("order")[0].Text("id");
        async Task<int> AcceptedAsync(string path, string caller, int requests)
        {
            int accepted = 0;
            for (int i = 0; i < requests; i++)
            {
                using HttpResponseMessage response = await client.SendAsync(HttpMethod.Get, path, caller: caller);
                if (response.StatusCode != HttpStatusCode.TooManyRequests) accepted++;
                else Assert.InRange(int.Parse(response.Headers.GetValues("Retry-After").Single(), System.Globalization.CultureInfo.InvariantCulture), 1, 2);
            }

            return accepted;
        }

        Assert.Equal(5, await AcceptedAsync("marketplace/v1/products/1001", "manager", 7));
        Assert.Equal(20, await AcceptedAsync($"billing/v1/orders/{order}", "manager", 23));
        Assert.Equal(20, await AcceptedAsync("sync/v1/assignments?developerIdentifier=a&accountIdentifier=b&userIdentifier=c", "product", 22));
        client.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(5, await AcceptedAsync("marketplace/v1/products/1001", "manager", 7));
        Assert.Equal(4, await AcceptedAsync($"billing/v1/orders/{order}", "manager", 6));
    }

    [Fact]
    public async Task Tokens_and_mail_addresses_are_not_logged()
    {
        _client.Service.Log.Clear();
        using HttpResponseMessage removed = await _client.SendAsync(HttpMethod.Delete, "account/v2/companies/c1/invitations/ada@contoso.example");
        using HttpResponseMessage found = await _client.SendAsync(HttpMethod.Get, "account/v2/users?size=1&email=ada%40contoso.example");
        Assert.Contains(_client.Service.Log.Entries, entry => entry.Query.EndsWith("size=1&email=***", StringComparison.Ordinal));
        Assert.Contains(_client.Service.Log.Entries, entry => entry.Path == "account/v2/companies/c1/invitations/***");
        Assert.DoesNotContain(_client.Service.Log.Entries, entry => (entry.Path + entry.Query).Contains("ada", StringComparison.Ordinal));
    }
}
