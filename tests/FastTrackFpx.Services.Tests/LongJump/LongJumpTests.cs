using FastTrackFpx.Services.Tests.Bench;

namespace FastTrackFpx.Services.Tests.LongJump;

/// <summary>The cmdlets of LongJump against a service that answers with the samples of the document.</summary>
[Trait("Category", "Slow")]
public sealed partial class LongJumpTests : ServiceBench
{
    private const string Id = "1479765335";
    private const string Success = "<platform><message><code>0</code><description>Success</description></message></platform>";
    private static readonly JsonNode Document = JsonNode.Parse(Specification.RepositoryFile("docs/api/longjump.openapi.json"))!;

    private protected override bool KeepsJournal => true;

    private int _logins;
    private string _session = "session-1";

    // The placeholder of the document is the host. The document prints no-break spaces, some of them inside tags.
    private static string Sample => ((string)Document["paths"]!["/tenant/{tenant_id}"]!["get"]!["responses"]!["200"]!["content"]!["application/xml"]!["example"]!)
        .Replace("{domain}", "na.longjump.com", StringComparison.Ordinal).Replace('\u00A0', ' ');

    [Fact]
    public void Every_field_of_the_read_sample_is_read_and_every_documented_one_has_a_property()
    {
        Answer(_ => Sample);

        PSObject tenant = Assert.Single(Run($"Get-LongJumpTenant {Id}").Succeeded().Output)!;

        XElement sample = XElement.Parse(Sample).Element("tenant")!;
        string[] flags = ["msp", "active", "deleted"];
        foreach (XElement field in sample.Elements())
        {
            object? value = Of(tenant, PropertyOf(tenant, field.Name.LocalName));
            string expected = flags.Contains(field.Name.LocalName) && field.Value.Length > 0 ? (field.Value == "1").ToString()
                : (string?)field.Attribute("displayValue") is { Length: > 0 } display ? display : field.Value;
            Assert.Equal((field.Name.LocalName, expected), (field.Name.LocalName, value is DateTimeOffset time ? time.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'") : $"{value}"));
        }

        dynamic partner = Of(tenant, "Partner")!;
        Assert.Equal(("1384998015", "MSP 15", "https://na.longjump.com/networking/rest/tenant/1384998015"), ((string)partner.Id, (string)partner.DisplayValue, ((Uri)partner.Uri).AbsoluteUri));
        Assert.Null(Of(tenant, "BaseSubscriberPlan"));
        IEnumerable<string> documented = new[] { "TenantFields", "Tenant", "TenantCreate", "TenantUpdate" }
            .SelectMany(schema => Document["components"]!["schemas"]![schema]!["properties"]!.AsObject().Select(property => property.Key)).Distinct();
        Assert.All(documented.Except(["password"]), name => Assert.NotNull(tenant.Properties[PropertyOf(tenant, name)]));
        Assert.True(documented.Count() > 40);
    }

    [Fact]
    public void A_create_sends_every_documented_field()
    {
        Answer(request => request.Method == "POST" ? Created(Id) : Sample, status: request => request.Method == "POST" ? 201 : 200);

        Run("""
            New-LongJumpTenant -Company 'BSmith Inc' -Name 'BSmith Inc' -Email bsmith@email.com -LastName Bob -FirstName Smith -Phone 650-555-1212 -NumberOfUsers 1 `
                -EstimatedNumberOfUsers 4 -Country 'United States' -DateFormat mm/dd/yyyy -CurrencyFormat '$' -TimeZone 12 -Street '1230 Midas Way' -City Sunnyvale -State CA -Zip 94085 `
                -ForcePasswordChangeOnLogin $false -IsPartner $true -Partner 597083057 -AppList 'a', ' b ' -SendWelcomeEmail $true -Classification Gold -Discount 12.5 -DocumentSpace 100 `
                -DataSpace 200 -BaseSubscriberPlan 7 -BaseSubscriberOption 8 -AccessoryPurchasePlan 9 -Password ([System.Net.NetworkCredential]::new('', 'password').SecurePassword)
            """).Succeeded();

        ForeignRequest post = Foreign.Requests.Single(request => request.Method == "POST" && request.Path.EndsWith("/tenant", StringComparison.Ordinal));
        Dictionary<string, string> sent = XElement.Parse(post.Body).Element("tenant")!.Elements().ToDictionary(field => field.Name.LocalName, field => field.Value);
        XElement sample = XElement.Parse((string)Document["paths"]!["/tenant"]!["post"]!["requestBody"]!["content"]!["application/xml"]!["example"]!);
        Assert.All(sample.Element("tenant")!.Elements(), field => Assert.Equal(field.Value, sent[Current(field.Name.LocalName)]));
        Assert.Empty(Document["components"]!["schemas"]!["TenantCreate"]!["properties"]!.AsObject().Select(property => Current(property.Key)).Except(sent.Keys));
        Assert.Equal(("a,b", "1", "12.5", "597083057"), (sent["appList"], sent["sendWelcomeEmail"], sent["discount"], sent["partner"]));
        Assert.StartsWith("application/xml", post.Header("Content-Type"));

        static string Current(string name) => name == "force_password_to_be_changed" ? "force_password_change_on_login" : name;
    }

    [Fact]
    public void A_change_sends_what_differs_and_nothing_else()
    {
        XElement update = XElement.Parse((string)Document["paths"]!["/tenant/{tenant_id}"]!["put"]!["requestBody"]!["content"]!["application/xml"]!["example"]!);
        string state = Sample;
        Answer(request =>
        {
            if (request.Method != "PUT") return state;
            state = Sample.Replace("United States", "India", StringComparison.Ordinal).Replace("<payment_type/>", "<payment_type>Manual</payment_type>", StringComparison.Ordinal);
            return Success;
        });

        Run($"Set-LongJumpTenant {Id} -Free $true -Country India -PaymentType Manual -Company 'Greene Services'").Succeeded();

        XElement put = XElement.Parse(Foreign.Requests.Single(request => request.Method == "PUT").Body);
        Assert.Equal(update.Element("tenant")!.Elements().Select(field => $"{field}").Order(), put.Element("tenant")!.Elements().Select(field => $"{field}").Order());
    }

    [Fact]
    public void A_search_sends_all_nine_inputs()
    {
        Answer(request => List(request.Query.Contains("&page=1", StringComparison.Ordinal) ? 101 : 1, request.Query.Contains("&page=1", StringComparison.Ordinal) ? 1 : 100, 101));
        SessionResult result = Run("Get-LongJumpTenant -Filter \"name contains 'smith'\" -Field Name -SortBy Name, Number -Descending -IncludeTotalCount").Succeeded();
        Assert.Equal(102, result.Output.Count);
        Assert.Equal("Total count: 101", Session.Text(result.Output[0]));
        string query = Foreign.Requests[^1].Query;
        IEnumerable<string> documented = Document["paths"]!["/tenant"]!["get"]!["parameters"]!.AsArray().Select(parameter => (string)parameter!["name"]!);
        Assert.All(documented, name => Assert.Matches($"(^|&){name}=", query));
        Assert.Contains("fieldList=id,name&sortBy=name&sortOrder=desc&sortBy2=number&sortOrder2=desc&pageSize=100&page=1&getTotalRecordCount=true", query);
        Assert.Contains("filter=name contains 'smith'", query);
    }

    [Fact]
    public void A_service_that_numbers_pages_from_1_or_has_the_total_in_its_message_is_read_completely()
    {
        Answer(request => Regex.Match(request.Query, "&page=(\\d)").Groups[1].Value is "2" ? List(101, 5, 105) : List(1, 100, 105));
        Assert.Equal(105, Run("Get-LongJumpTenant").Succeeded().Output.Select(item => Of(item, "TenantId")).Distinct().Count());
        Answer(_ => "<platform><tenant><id>1</id><company>A</company></tenant><message><code>0</code><totalRecordCount>1</totalRecordCount></message></platform>");
        Assert.Equal(2, Run("Get-LongJumpTenant -IncludeTotalCount").Succeeded().Output.Count);
    }

    [Theory]
    [InlineData("<msp>true</msp><deleted>false</deleted><start_date>2026-11-12</start_date><discount>5%</discount><appList>a,\n b ,</appList>", "True False 2026-11-12 5 a|b")]
    [InlineData("<msp>1</msp><deleted>0</deleted><start_date>2026-11-12T00:00:00Z</start_date><discount/><appList/>", "True False 2026-11-12  ")]
    public void Values_are_read_in_every_documented_spelling(string fields, string expected)
    {
        Answer(_ => $"<platform><tenant><id>1</id>{fields}</tenant><message><code>0</code></message></platform>");
        SessionResult result = Run("Get-LongJumpTenant 1 | ForEach-Object { \"$($_.IsMsp) $($_.IsDeleted) $($_.StartDate.ToString('yyyy-MM-dd')) $($_.Discount) $($_.AppList -join '|')\" }");
        Assert.Equal(expected, Assert.Single(result.Succeeded().Values<string>()));
    }

    [Theory]
    [InlineData(200, -200, "NotFound", ErrorCategory.ObjectNotFound)]
    [InlineData(404, -200, "NotFound", ErrorCategory.ObjectNotFound)]
    [InlineData(200, -300, "RequestRefused", ErrorCategory.InvalidArgument)]
    [InlineData(400, -300, "RequestRefused", ErrorCategory.InvalidArgument)]
    [InlineData(200, -999, "ServiceFailed", ErrorCategory.ResourceUnavailable)]
    [InlineData(415, -300, "RequestRefused", ErrorCategory.InvalidArgument)]
    public void The_code_of_the_message_counts_whatever_the_status_is(int status, int code, string id, ErrorCategory category)
    {
        Connect();
        Answer(_ => Message(code, "No such thing."), status: _ => status);
        ErrorRecord error = ErrorRecordAssert.One(Run($"Get-LongJumpTenant {Id}", connects: false), id, category);
        Assert.Contains($"No such thing. (GET /networking/rest/tenant/{Id}, status {status}, code {code}", error.ErrorDetails.Message);
    }

    [Fact]
    public void A_write_that_is_refused_with_status_200_failed_and_is_not_sent_again()
    {
        Answer(request => request.Method == "PUT" ? Message(-300, "country is wrong") : Sample);
        ErrorRecordAssert.One(Run($"Set-LongJumpTenant {Id} -Country X"), "RequestRefused", ErrorCategory.InvalidArgument);
        Assert.Single(Foreign.Requests, request => request.Method == "PUT");
        Assert.Equal("Failed", $"{Of(Script("Get-FpxChange").Succeeded().Output[0], "Outcome")}");
    }

    [Fact]
    public void A_session_that_ends_in_the_middle_is_renewed_once_for_reads_and_writes()
    {
        string state = Sample;
        Answer(request =>
        {
            if (request.Method != "PUT") return state;
            state = Sample.Replace("<name/>", "<name>x</name>", StringComparison.Ordinal);
            return Success;
        });
        Run($"Get-LongJumpTenant {Id}").Succeeded();

        _session = "session-2";
        Script($"Get-LongJumpTenant {Id}").Succeeded();
        _session = "session-3";
        Script($"Set-LongJumpTenant {Id} -Name x").Succeeded();

        Assert.Equal(3, _logins);
        Assert.Single(Foreign.Requests, request => request.Method == "PUT");
        Assert.Equal("JSESSIONID=session-3", Foreign.Requests[^1].Header("Cookie"));
    }

    [Fact]
    public void Many_runspaces_share_one_login()
    {
        Answer(_ => Sample);
        Connect();
        Script($"$c = Get-LongJumpConnection; $m = Join-Path (Get-Module FastTrackFpx).ModuleBase FastTrackFpx.psd1; 1..10 | ForEach-Object -ThrottleLimit 10 -Parallel {{ Import-Module $using:m; (Get-LongJumpTenant {Id} -Connection $using:c).TenantId }}").Succeeded();
        Assert.Equal(1, _logins);
    }

    [Fact]
    public void A_session_that_is_rejected_again_ends_the_run()
    {
        Connect();
        Foreign.Answer = request => request.Path.EndsWith("/login", StringComparison.Ordinal) ? Login(request) : new ForeignResponse(200, Message(-101, "Not logged in"));
        ErrorRecordAssert.One(Run($"'1','2' | Get-LongJumpTenant", connects: false), "NotAuthenticated", ErrorCategory.AuthenticationError);
        Assert.Equal(2, _logins);
    }

    [Theory]
    [InlineData("<login><sessionId>a1</sessionId></login>", "", "JSESSIONID=a1")]
    [InlineData("<login><sessionId>a1</sessionId><cookieString>JSESSIONID=a1; route=b2;</cookieString></login>", "", "JSESSIONID=a1; route=b2")]
    [InlineData("", "JSESSIONID=c3; Path=/; Secure", "JSESSIONID=c3")]
    public void A_login_is_understood_in_every_form(string login, string cookie, string sent)
    {
        Connect();
        Foreign.Answer = request => request.Path.EndsWith("/login", StringComparison.Ordinal)
            ? new ForeignResponse(200, $"<platform>{login}<message><code>0</code></message></platform>", "application/xml", cookie.Length > 0 ? [("Set-Cookie", cookie)] : [])
            : new ForeignResponse(200, Sample);
        Run($"Get-LongJumpTenant {Id}", connects: false).Succeeded();
        Assert.Equal("<userName>user@longjump.example</userName><password>foreign-secret-4711</password>", Regex.Match(Foreign.Requests[0].Body, "<login>(.*)</login>").Groups[1].Value);
        Assert.Equal(sent, Foreign.Requests[^1].Header("Cookie"));
    }

    [Fact]
    public void A_wrong_password_ends_connecting_and_shows_no_secret()
    {
        Foreign.Answer = _ => new ForeignResponse(200, Message(-101, $"The password {ForeignService.Secret} is wrong."));
        SessionResult result = Script($"Connect-LongJumpService -SandboxPath '{Foreign.StateFolder}' -Verbose -Debug");
        ErrorRecord error = Assert.Single(result.AllErrors);
        Assert.StartsWith("NotAuthenticated,", error.FullyQualifiedErrorId);
        Assert.DoesNotContain(ForeignService.Secret, Shown(result));
        Assert.Single(Foreign.Requests);
    }

    [Fact]
    public void Disconnecting_logs_out_once_and_a_session_id_is_not_ended()
    {
        Answer(_ => Sample);
        Script($"Connect-LongJumpService -SandboxPath '{Foreign.StateFolder}' -SessionId ([System.Net.NetworkCredential]::new('', 'session-1').SecurePassword) -SkipCheck").Succeeded();
        Script($"Get-LongJumpTenant {Id} | Out-Null; Disconnect-LongJumpService").Succeeded();
        Assert.Equal("JSESSIONID=session-1", Assert.Single(Foreign.Requests).Header("Cookie"));
        Answer(_ => Sample);
        Run($"Get-LongJumpTenant {Id} | Out-Null; Disconnect-LongJumpService; Disconnect-LongJumpService -ErrorAction SilentlyContinue");
        Assert.Single(Foreign.Requests, request => request.Path.EndsWith("/logout", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("<html><title>Sign in</title></html>", "ResponseUnexpected")]
    [InlineData("Bad gateway", "ResponseNotXml")]
    [InlineData("<!DOCTYPE p [<!ENTITY a 'aaaaaaaaaa'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;'>]><platform><message><code>0</code></message><tenant><id>&b;</id></tenant></platform>", "ResponseNotXml")]
    [InlineData("<!DOCTYPE p SYSTEM 'file:///etc/passwd'><platform/>", "ResponseNotXml")]
    [InlineData("<platform><tenant><id>1</id></tenant></platform>", "ResponseUnexpected")]
    [InlineData("<platform><message><code>none</code></message></platform>", "ResponseUnexpected")]
    [InlineData("<platform><tenant><id>1</id><msp>maybe</msp></tenant><message><code>0</code></message></platform>", "ResponseUnexpected")]
    [InlineData("<platform><tenant><id>1</id>", "ResponseNotXml")]
    [InlineData("DEEP", "ResponseTooLarge")]
    public void What_is_no_document_of_the_platform_is_an_error(string body, string id)
    {
        Connect();
        Answer(_ => body == "DEEP" ? string.Concat(Enumerable.Repeat("<a>", 100)) + string.Concat(Enumerable.Repeat("</a>", 100)) : body, "text/html");
        SessionResult result = Run("Get-LongJumpTenant 1", connects: false);
        Assert.StartsWith(id + ",", Assert.Single(result.AllErrors).FullyQualifiedErrorId);
        Assert.DoesNotContain("root:", Shown(result));
    }

    [Fact]
    public void A_lost_response_to_a_change_is_read_back()
    {
        bool isChanged = false;
        AnswerOrClose(request =>
        {
            if (request.Method != "PUT") return isChanged ? Sample.Replace("United States", "India", StringComparison.Ordinal) : Sample;
            isChanged = true;
            return null;
        });

        Run($"Set-LongJumpTenant {Id} -Country India").Succeeded();

        Assert.Single(Foreign.Requests, request => request.Method == "PUT");
        Assert.Equal("Done", $"{Of(Script("Get-FpxChange").Succeeded().Output[0], "Outcome")}");
    }

    [Fact]
    public void A_lost_create_is_searched_by_company_and_found()
    {
        string made = $"<tenant><id>77</id><company>Lost Ltd</company><email>a@b.example</email><first_name>A</first_name><last_name>B</last_name><start_date>{DateTimeOffset.UtcNow:yyyy-MM-dd'T'HH:mm:ss'Z'}</start_date></tenant>";
        AnswerOrClose(request => request.Method == "POST" ? null : $"<platform>{made}<message><code>0</code><totalRecordCount>1</totalRecordCount></message></platform>");
        PSObject tenant = Assert.Single(Run("New-LongJumpTenant -Company 'Lost Ltd' -Email a@b.example -FirstName A -LastName B").Succeeded().Output)!;
        Assert.Equal("77", Of(tenant, "TenantId"));
        Assert.Single(Foreign.Requests, request => request.Method == "POST" && request.Path.EndsWith("/tenant", StringComparison.Ordinal));
        Assert.Contains(Foreign.Requests, request => request.Query.Contains("filter=company contains 'Lost Ltd'", StringComparison.Ordinal));
    }

    [Fact]
    public void A_lost_removal_that_happened_is_a_success()
    {
        bool isGone = false;
        AnswerOrClose(request =>
        {
            if (request.Method != "DELETE") return isGone ? Message(-200, "gone") : Sample;
            isGone = true;
            return null;
        });
        Run($"Remove-LongJumpTenant {Id} -Confirm:$false").Succeeded();
        Assert.Single(Foreign.Requests, request => request.Method == "DELETE");
    }

    [Fact]
    public void A_row_that_cannot_be_read_is_an_error_with_its_number_and_the_others_go_on()
    {
        Answer(request => request.Method == "POST" ? Created(Id) : Sample);

        SessionResult result = Run("""
            @'
            Company,Email,FirstName,LastName,NumberOfUsers,ForcePasswordChangeOnLogin
            One,a@b.example,A,B,3,no
            Two,a@b.example,A,B,many,yes
            Three,a@b.example,A,B,,
            '@ | ConvertFrom-Csv | New-LongJumpTenant
            """);

        Assert.Contains("Row 2: -NumberOfUsers: 'many'", Assert.Single(result.AllErrors).ErrorDetails.Message);
        Assert.Equal(["<number_of_users>3</number_of_users><force_password_change_on_login>0</force_password_change_on_login>", ""],
            Foreign.Requests.Where(request => request.Method == "POST" && request.Path.EndsWith("/tenant", StringComparison.Ordinal)).Select(request => string.Concat(Optional().Matches(request.Body).Select(match => match.Value))));
    }

    [Fact]
    public async Task Changes_are_undone_and_what_cannot_be_undone_says_so()
    {
        await ConnectSandboxAsync();
        Script("""
            $n = New-LongJumpTenant -Company 'Undo Ltd' -Email a@b.example -FirstName A -LastName B -Phone 1
            $n.Phone = '2'; $n.City = 'Berlin'; $n | Set-LongJumpTenant
            """).Succeeded();

        Script("Get-FpxChange | Select-Object -First 1 | Undo-FpxChange").Succeeded();
        Assert.Equal("1|", Assert.Single(Script("Get-LongJumpTenant $n.TenantId | ForEach-Object { \"$($_.Phone)|$($_.City)\" }").Succeeded().Values<string>()));
        Script("Set-LongJumpTenant $n.TenantId -Phone 3; Get-FpxChange | Select-Object -First 1 | ForEach-Object { Set-LongJumpTenant $n.TenantId -Phone 4; Set-Variable -Name change -Value $_ -Scope Global }").Succeeded();
        Assert.StartsWith("Conflict,", Assert.Single(Script("$change | Undo-FpxChange").AllErrors).FullyQualifiedErrorId);
        Script("Remove-LongJumpTenant $n.TenantId -Confirm:$false").Succeeded();
        Assert.StartsWith("CannotBeUndone,", Assert.Single(Script("Get-FpxChange | Select-Object -First 1 | Undo-FpxChange").AllErrors).FullyQualifiedErrorId);
    }

    [Fact]
    public void An_edited_tenant_that_is_piped_back_sends_its_edits_alone()
    {
        string state = Sample;
        Answer(request =>
        {
            if (request.Method == "PUT") state = Sample.Replace("<classification/>", "<classification>Gold</classification>", StringComparison.Ordinal).Replace(">United States<", "><", StringComparison.Ordinal);
            return request.Method == "PUT" ? Success : state;
        });

        Run($"$t = Get-LongJumpTenant {Id}; $t | Set-LongJumpTenant; $t.Classification = 'Gold'; $t.Country = $null; $t | Set-LongJumpTenant").Succeeded();

        Assert.EndsWith("<tenant><country /><classification>Gold</classification></tenant></platform>", Assert.Single(Foreign.Requests, request => request.Method == "PUT").Body);
        Assert.StartsWith("InvalidInput,", Assert.Single(Script("$t.IsActive = $false; $t | Set-LongJumpTenant").AllErrors).FullyQualifiedErrorId);
    }

    [Fact]
    public async Task WhatIf_describes_every_write_and_sends_none()
    {
        SandboxService sandbox = await ConnectSandboxAsync();
        string id = $"{Script("(Get-LongJumpTenant -First 1).TenantId").Output[0]}";
        int before = sandbox.Log.Entries.Count(entry => entry.Method != "GET");
        SessionResult result = Script($"{New} -WhatIf; Set-LongJumpTenant {id} -Phone 9 -Clear City -WhatIf; Remove-LongJumpTenant {id} -WhatIf; Invoke-LongJumpRequest tenant/{id} -Method Delete -WhatIf").Succeeded();
        Assert.Equal(4, result.HostLines.Count);
        Assert.Equal(before, sandbox.Log.Entries.Count(entry => entry.Method != "GET"));
    }

    public static TheoryData<string, string> Readings() => new()
    {
        { "L1", "lenient" }, { "L4", "sample" }, { "L8", "words" }, { "L10", "date" }, { "L17", "1" }, { "L19", "message" }, { "L21", "status" }, { "L21", "200" }, { "created", "200" }, { "login", "cookieString" },
    };

    [Theory, MemberData(nameof(Readings))]
    public async Task Every_reading_of_the_document_works(string point, string value)
    {
        SandboxService sandbox = await ConnectSandboxAsync((point, value));
        sandbox.EndSessions("longJump");

        SessionResult result = Script($"""
            $n = {New}
            $n | Set-LongJumpTenant -Country India
            (Get-LongJumpTenant $n.TenantId).Country
            @(Get-LongJumpTenant).Count
            Remove-LongJumpTenant $n.TenantId -Confirm:$false
            """).Succeeded();

        Assert.Equal(["India", "13"], result.Output.Select(item => $"{item}"));
        Assert.StartsWith("NotFound,", Assert.Single(Script("Get-LongJumpTenant $n.TenantId").AllErrors).FullyQualifiedErrorId);
    }

    [Fact]
    public void Secrets_and_people_are_unseen_in_every_stream_and_the_password_in_the_journal()
    {
        Answer(request => request.Method == "POST" ? Message(-300, "password PasswordCanary-1 is too short for MailCanary@b.example") : Sample);
        SessionResult result = Run("New-LongJumpTenant -Company CompanyCanary -Email MailCanary@b.example -FirstName FirstCanary -LastName LastCanary -Phone PhoneCanary -Password ([System.Net.NetworkCredential]::new('', 'PasswordCanary-1').SecurePassword) -Verbose -Debug");
        string shown = Shown(result);
        Assert.NotEmpty(result.Debug);
        Assert.All(["PasswordCanary", "session-1", ForeignService.Secret], secret => Assert.DoesNotContain(secret, shown));
        string streams = string.Join("\n", [.. result.Verbose, .. result.Debug, .. result.AllErrors.Select(error => error.ErrorDetails.Message)]);
        Assert.All(["CompanyCanary", "MailCanary", "FirstCanary", "LastCanary", "PhoneCanary"], person => Assert.DoesNotContain(person, streams));
    }

    [Fact]
    public void Completion_offers_fields_and_nothing_for_free_text()
    {
        Answer(_ => Sample);
        SessionResult result = Run("'Get-LongJumpTenant -SortBy Comp', 'Set-LongJumpTenant 1 -Clear Pho', 'Get-LongJumpTenant -Filter a' | ForEach-Object { (TabExpansion2 $_ $_.Length).CompletionMatches[0].CompletionText }");
        Assert.Equal(["Company", "Phone", "a"], result.Succeeded().Values<string>());
    }

    private const string New = "New-LongJumpTenant -Company 'New Ltd' -Email a@b.example -FirstName A -LastName B";

    [GeneratedRegex("<(number_of_users|force_password_change_on_login)>.*?</\\1>")]
    private static partial Regex Optional();

    private static string Message(int code, string text) => $"<platform><message><code>{code}</code><description>{text}</description></message></platform>";

    private static string Created(string id) => $"<platform><message><code>0</code><description>Success</description><id>{id}</id></message></platform>";

    private static string List(int first, int count, int total) =>
        $"<platform>{string.Concat(Enumerable.Range(first, count).Select(id => $"<tenant><id>{id}</id><name>n</name></tenant>"))}<totalRecordCount>{total}</totalRecordCount><message><code>0</code></message></platform>";

    // The record's names are ours; case and underscores aside most are those of the service.
    private static string PropertyOf(PSObject tenant, string field) => field switch
    {
        "id" => "TenantId",
        "created_id" => "CreatedBy",
        "owner_id" => "Owner",
        "modified_id" => "ModifiedBy",
        "date_modified" => "Modified",
        "deleted" or "active" or "msp" => "Is" + field,
        "force_password_to_be_changed" => "ForcePasswordChangeOnLogin",
        _ => tenant.Properties.Select(property => property.Name).FirstOrDefault(name => name.Equals(field.Replace("_", string.Empty, StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase)) ?? field,
    };

    private async Task<SandboxService> ConnectSandboxAsync(params (string Point, string Value)[] readings)
    {
        SandboxService sandbox = await StartSandboxAsync("longjump", readings);
        Script($"Connect-LongJumpService -SandboxPath '{sandbox.StateFolder}'").Succeeded();
        return sandbox;
    }

    private void Answer(Func<ForeignRequest, string> answer, string type = "application/xml", Func<ForeignRequest, int>? status = null) => AnswerOrClose(answer, type, status);

    private void AnswerOrClose(Func<ForeignRequest, string?> answer, string type = "application/xml", Func<ForeignRequest, int>? status = null) => Foreign.Answer = request =>
    {
        if (request.Path.EndsWith("/login", StringComparison.Ordinal)) return Login(request);
        if (request.Header("Cookie") != "JSESSIONID=" + _session) return new ForeignResponse(200, Message(-101, "Not logged in"));
        return answer(request) is { } body ? new ForeignResponse(status?.Invoke(request) ?? 200, body, type) : null;
    };

    private ForeignResponse Login(ForeignRequest request)
    {
        Interlocked.Increment(ref _logins);
        return new ForeignResponse(200, request.Body.Contains(ForeignService.Secret, StringComparison.Ordinal)
            ? $"<platform><login><sessionId>{_session}</sessionId></login><message><code>0</code></message></platform>"
            : Message(-101, "Wrong password"));
    }

    private void Connect() => Script($"Connect-LongJumpService -SandboxPath '{Foreign.StateFolder}' -SkipCheck -MaxRetryCount 0").Succeeded();

    private SessionResult Run(string script, bool connects = true)
    {
        if (connects) Connect();
        return Script(script);
    }
}
