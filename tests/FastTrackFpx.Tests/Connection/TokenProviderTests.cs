namespace FastTrackFpx.Tests.Connection;

/// <summary>Tokens of a script block, against a sandbox that takes no call without one.</summary>
public sealed class TokenProviderTests : SandboxBench
{
    private readonly List<int> _threads = [];

    protected override void Adjust(SandboxOptions options) => options.RequireToken = true;

    [Fact]
    public void A_script_is_asked_on_the_pipeline_thread_and_its_token_is_kept()
    {
        PowerShellSession session = Open();
        DateTimeOffset end = DateTimeOffset.FromUnixTimeSeconds(DateTimeOffset.UtcNow.AddHours(1).ToUnixTimeSeconds());
        PSObject connection = ConnectWith(session, () => Jwt(end)).Output.Single()!;
        session.Run("Get-FpxTenant").Succeeded();
        session.Run("Get-FpxTimeZone").Succeeded();

        Assert.Single(_threads);
        Assert.Equal(end, Of(connection, "TokenExpiry"));
        Assert.All(Service.Log.Entries, entry => Assert.Equal(200, entry.Status));
    }

    [Fact]
    public void A_secure_string_is_taken_too() => ConnectWith(Open(), () => Secret("opaque"));

    [Theory]
    [InlineData("Token", true)]
    [InlineData("AccessToken", false)]
    [InlineData("access_token", false)]
    public void What_sign_in_modules_give_is_taken_for_the_token_in_it(string property, bool isSecret)
    {
        object token = isSecret ? Secret("opaque") : "opaque";
        PSObject record = InputRow.Of(("ExpiresOn", DateTimeOffset.UtcNow), (property, token));
        ConnectWith(Open(), () => record);
        ConnectWith(Open(), () => new Hashtable { [property] = token });
        Assert.Equal(2, _threads.Count);
    }

    [Fact]
    public void A_service_that_wants_a_token_refuses_a_connection_without() =>
        ErrorRecordAssert.Terminating(Open().Run($"Connect-FpxService -SandboxPath {Service.StateFolder}"), "NotAuthenticated", ErrorCategory.AuthenticationError);

    [Fact]
    public void A_given_token_that_is_about_to_end_is_renewed_before_the_next_call()
    {
        PowerShellSession session = Open();
        ConnectWith(session, () => Jwt(DateTimeOffset.UtcNow.AddHours(1)), ("AccessToken", Secret(Jwt(DateTimeOffset.UtcNow.AddMinutes(1)))));
        session.Run("Get-FpxTimeZone").Succeeded();
        Assert.Single(_threads);
    }

    [Fact]
    public void Cmdlets_of_one_pipeline_do_not_wait_for_each_other()
    {
        PowerShellSession session = Open();
        ConnectWith(session, () => Jwt(DateTimeOffset.UtcNow.AddMinutes(1)), ("SkipCheck", true));
        SessionResult result = session.Run("Get-FpxTenant | Get-FpxEntitlement").Succeeded();
        Assert.NotEmpty(result.Output);
        Assert.Single(_threads);
    }

    [Fact]
    public void What_a_script_throws_is_an_error_of_its_own_that_ends_the_pipeline()
    {
        PowerShellSession session = Open();
        SessionResult result = session.Run($"Connect-FpxService -SandboxPath {Service.StateFolder} -TokenProvider {session.ScriptBlock(_ => throw new InvalidOperationException("The vault is closed."))}");
        ErrorRecord error = ErrorRecordAssert.Terminating(result, "TokenProviderFailed", ErrorCategory.AuthenticationError);
        Assert.Contains("The vault is closed", error.ErrorDetails.Message);
        Assert.Empty(Calls);
    }

    [Fact]
    public void No_token_at_all_is_an_error() =>
        ErrorRecordAssert.Terminating(Try(() => null), "TokenProviderFailed", ErrorCategory.AuthenticationError);

    [Fact]
    public void Anything_but_text_is_an_error_that_names_its_type() =>
        Assert.Contains("Int32", ErrorRecordAssert.Terminating(Try(() => 42), "TokenProviderFailed", ErrorCategory.AuthenticationError).ErrorDetails.Message);

    [Fact]
    public void Several_values_are_an_error() =>
        Assert.StartsWith("The token provider returned 2 values (String, Int32) instead of one.", ErrorRecordAssert.Terminating(
            Try(() => new object[] { "one", 2 }), "TokenProviderFailed", ErrorCategory.AuthenticationError).ErrorDetails.Message);

    [Fact]
    public void Testing_a_connection_tells_of_the_provider()
    {
        PowerShellSession session = Open();
        ConnectWith(session, () => null, ("SkipCheck", true));
        Assert.Equal("TokenProviderFailed", Of(session.Run("Test-FpxConnection").Succeeded().Output.Single(), "ErrorId"));
    }

    [Fact]
    public async Task Runspaces_that_share_a_connection_share_a_renewal_and_one_may_stop()
    {
        PowerShellSession first = Open();
        using var asked = new ManualResetEventSlim();
        using var go = new ManualResetEventSlim();
        PSObject connection = ConnectWith(
            first,
            () =>
            {
                asked.Set();
                go.Wait(TimeSpan.FromSeconds(30));
                return Jwt(DateTimeOffset.UtcNow.AddHours(1));
            },
            ("SkipCheck", true)).Output.Single()!;
        RunningPipeline one = first.Start("Get-FpxTimeZone");
        asked.Wait(TimeSpan.FromSeconds(30));
        RunningPipeline other = Open().Start($"Get-FpxCountryRegion -Connection {connection}");
        RunningPipeline stopped = Open().Start($"Get-FpxSkillType -Connection {connection}");
        await Task.Run(stopped.Stop);
        go.Set();

        one.Wait().Succeeded();
        other.Wait().Succeeded();
        Assert.Single(_threads);
    }

    [Fact]
    public void The_token_is_in_no_stream()
    {
        PowerShellSession session = Open();
        string token = Jwt(DateTimeOffset.UtcNow.AddHours(1));
        SessionResult[] results =
        [ConnectWith(session, () => token, ("Verbose", true), ("Debug", true)), session.Run("Get-FpxTenant -Verbose -Debug").Succeeded()];

        Assert.All(results, result => Assert.DoesNotContain(token.Split('.')[1], string.Join('\n', [
            .. result.Verbose, .. result.Debug, .. result.Warnings, .. result.Information, .. result.HostLines,
            .. result.Output.SelectMany(item => item!.Properties.Select(property => property.Value?.ToString())),
        ])));
    }

    private static string Jwt(DateTimeOffset end)
    {
        string payload = $$"""{"sub":"ada","exp":{{end.ToUnixTimeSeconds()}}}""";
        return $"e30.{Convert.ToBase64String(Encoding.UTF8.GetBytes(payload)).TrimEnd('=').Replace('+', '-').Replace('/', '_')}.c2ln";
    }

    private static SecureString Secret(string text)
    {
        var secret = new SecureString();
        foreach (char letter in text) secret.AppendChar(letter);
        return secret;
    }

    private SessionResult ConnectWith(PowerShellSession session, Func<object?> token, params (string? Name, object? Value)[] further) =>
        Connect(session, [("TokenProvider", Script(session, token)), ("PassThru", true), .. further]);

    private SessionResult Try(Func<object?> token)
    {
        PowerShellSession session = Open();
        return session.Run($"Connect-FpxService -SandboxPath {Service.StateFolder} -TokenProvider {Script(session, token)}");
    }

    private ScriptBlock Script(PowerShellSession session, Func<object?> token)
    {
        var runspace = session.Runspace.InstanceId;
        return session.ScriptBlock(_ =>
        {
            // A thread without this runspace is none of its pipeline's.
            Assert.Equal(runspace, System.Management.Automation.Runspaces.Runspace.DefaultRunspace?.InstanceId);
            lock (_threads) _threads.Add(Environment.CurrentManagedThreadId);
            return token();
        });
    }
}
