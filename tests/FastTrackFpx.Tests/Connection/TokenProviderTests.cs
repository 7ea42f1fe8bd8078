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
        PSObject connection = ConnectWith(session, () => Secrets.Jwt(end)).Output.Single()!;
        session.Run("Get-FpxTenant").Succeeded();
        session.Run("Get-FpxTimeZone").Succeeded();
        Assert.Single(_threads);
        Assert.Equal(end, Of(connection, "TokenExpiry"));
        Assert.All(Service.Log.Entries, entry => Assert.Equal(200, entry.Status));
    }

    [Fact]
    public void What_sign_in_modules_give_is_taken_for_the_token_in_it()
    {
        foreach ((string property, object token) in new (string, object)[] { ("Token", "opaque".Secure()), ("AccessToken", "opaque"), ("access_token", "opaque") })
        {
            PSObject record = InputRow.Of(("ExpiresOn", DateTimeOffset.UtcNow), (property, token));
            foreach (object given in new[] { record, new Hashtable { [property] = token }, token }) ConnectWith(Open(), () => given);
        }

        Assert.Equal(9, _threads.Count);
    }

    [Fact]
    public void Without_a_token_connecting_and_testing_say_so()
    {
        ErrorRecordAssert.Terminating(Open().Run($"Connect-FpxService -SandboxPath {Service.StateFolder}"), "NotAuthenticated", ErrorCategory.AuthenticationError);
        PowerShellSession session = Open();
        ConnectWith(session, () => null, ("SkipCheck", true));
        Assert.Equal("TokenProviderFailed", Of(session.Run("Test-FpxConnection").Succeeded().Output.Single(), "ErrorId"));
    }

    [Fact]
    public void Cmdlets_of_one_pipeline_do_not_wait_for_each_other()
    {
        PowerShellSession session = Open();
        ConnectWith(session, () => Secrets.Jwt(DateTimeOffset.UtcNow.AddMinutes(1)), ("SkipCheck", true));
        SessionResult result = session.Run("Get-FpxTenant | Get-FpxEntitlement").Succeeded();
        Assert.NotEmpty(result.Output);
        Assert.Single(_threads);
    }

    [Fact]
    public void What_is_no_token_is_an_error_of_its_own_that_ends_the_pipeline()
    {
        foreach ((Func<object?> token, string words) in new (Func<object?>, string)[]
        {
            (() => throw new InvalidOperationException("The vault is closed."), "The vault is closed"), (() => null, ""), (() => 42, "Int32"),
            (() => new object[] { "one", 2 }, "The token provider returned 2 values (String, Int32) instead of one."),
        })
        {
            PowerShellSession session = Open();
            SessionResult result = session.Run($"Connect-FpxService -SandboxPath {Service.StateFolder} -TokenProvider {Script(session, token)}");
            Assert.Contains(words, ErrorRecordAssert.Terminating(result, "TokenProviderFailed", ErrorCategory.AuthenticationError).ErrorDetails.Message);
        }

        Assert.Empty(Calls);
    }

    private SessionResult ConnectWith(PowerShellSession session, Func<object?> token, params (string? Name, object? Value)[] further) =>
        Connect(session, [("TokenProvider", Script(session, token)), ("PassThru", true), .. further]);

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
