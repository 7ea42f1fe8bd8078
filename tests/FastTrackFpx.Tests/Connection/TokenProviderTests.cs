using System;
using System.Management.Automation;
using System.Security;
using System.Text;
using FastTrackFpx.EngineHost;
using FastTrackFpx.Sandbox;
using FastTrackFpx.Tests.Bench;

namespace FastTrackFpx.Tests.Connection;

public sealed class TokenProviderTests : SandboxBench
{
    protected override void Adjust(SandboxOptions options) => options.RequireToken = true;

    [Fact]
    public void A_service_that_wants_a_token_refuses_a_connection_without() =>
        ErrorRecordAssert.Terminating(Open().Run("Connect-FpxService", ("SandboxPath", Service.StateFolder)), "NotAuthenticated", ErrorCategory.AuthenticationError);

    [Fact]
    public void The_provider_is_called_once_while_its_token_lasts()
    {
        int calls = 0;
        PowerShellSession session = Open();

        PSObject connection = Connect(session, ("PassThru", true), ("TokenProvider", session.ScriptBlock(_ => Token(TimeSpan.FromHours(1), ++calls)))).Output[0]!;
        session.Run("Get-FpxTenant").Succeeded();

        Assert.Equal(1, calls);
        Assert.InRange((DateTimeOffset)Of(connection, "TokenExpiry")!, DateTimeOffset.UtcNow.AddMinutes(58), DateTimeOffset.UtcNow.AddMinutes(61));
    }

    [Fact]
    public void A_token_about_to_end_is_renewed_but_not_without_end()
    {
        int calls = 0;
        PowerShellSession session = Open();
        Connect(session, ("TokenProvider", session.ScriptBlock(_ => Token(TimeSpan.FromMinutes(1), ++calls))));

        session.Run("Get-FpxTenant").Succeeded();
        session.Run("Get-FpxTenant").Succeeded();

        Assert.Equal(2, calls);
    }

    [Fact]
    public void A_provider_that_gives_nothing_is_an_error_of_its_own()
    {
        PowerShellSession session = Open();

        ErrorRecordAssert.Terminating(
            session.Run("Connect-FpxService", ("SandboxPath", Service.StateFolder), ("TokenProvider", session.ScriptBlock(_ => null))),
            "TokenProviderFailed",
            ErrorCategory.AuthenticationError);
        Assert.Empty(Calls);
    }

    [Fact]
    public void A_token_and_a_provider_contradict_each_other()
    {
        PowerShellSession session = Open();
        var token = new SecureString();
        token.AppendChar('x');

        ErrorRecordAssert.Terminating(
            session.Run("Connect-FpxService", ("SandboxPath", Service.StateFolder), ("AccessToken", token), ("TokenProvider", session.ScriptBlock(_ => "x"))),
            "InvalidInput",
            ErrorCategory.InvalidArgument);
    }

    private static string Token(TimeSpan life, int number)
    {
        string claims = $$"""{"sub":"user","jti":"{{number}}","exp":{{DateTimeOffset.UtcNow.Add(life).ToUnixTimeSeconds()}}}""";
        return $"{Part("""{"alg":"none"}""")}.{Part(claims)}.{Part("none")}";
    }

    private static string Part(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
