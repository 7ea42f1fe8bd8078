using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security;
using FastTrackFpx.Hosting;
using FastTrackFpx.Sandbox;
using FastTrackFpx.Tests.Bench;

namespace FastTrackFpx.Tests.Connection;

public sealed class SecretTests : SandboxBench
{
    private const string Password = "Tr0ub4dor-and-3";
    private const string Token = "eyJhbGciOiJub25lIn0.eyJzdWIiOiJub2JvZHkifQ.c2lnbmF0dXJl";

    [Fact]
    public void Neither_key_nor_password_nor_token_is_in_any_stream()
    {
        byte[] pfx = Service.Certificates.IssuePfx(CertificateKind.Client, Password);
        PowerShellSession session = Open();
        (string?, object?)[] loud = [("Verbose", true), ("Debug", true)];

        List<SessionResult> results =
        [
            session.Run("Connect-FpxService", [("SandboxPath", Service.StateFolder), ("CertificateBase64", Secret(Convert.ToBase64String(pfx))), ("CertificatePassword", Secret(Password)), ("AccessToken", Secret(Token)), ("PassThru", true), .. loud]).Succeeded(),
            session.Run("Get-FpxTenant", loud).Succeeded(),
            session.Run("Invoke-FpxRequest", [("Path", "timeZones"), .. loud]).Succeeded(),
            session.Run("Invoke-FpxRequest", [("Path", "nothing/here"), .. loud]),
            session.Run("Connect-FpxService", [("SandboxPath", Service.StateFolder), ("CertificateBase64", Secret(Convert.ToBase64String(pfx))), ("CertificatePassword", Secret(Password + "!")), .. loud]),
        ];

        string everything = string.Join("\n", results.SelectMany(Words));
        Assert.Contains("/ftop/v1.2/api/partnerTenants", everything);
        string key = File.ReadAllLines(Service.Certificates.ClientKeyPath)[2];
        Assert.All([Password, Token, Convert.ToBase64String(pfx)[..60], key], secret => Assert.DoesNotContain(secret, everything));
    }

    [Fact]
    public void Verbose_has_one_line_for_each_call()
    {
        SessionResult result = Session.Run("Get-FpxTenant -Verbose").Succeeded();

        Assert.Matches(@"^GET /ftop/v1\.2/api/partnerTenants: 200 in \d+ ms, attempt 1, \d+ calls left", Assert.Single(result.Verbose));
        Assert.Empty(result.Debug);
    }

    [Fact]
    public void Debug_has_the_bodies_without_the_names_of_people()
    {
        PowerShellSession session = Session;
        session["DebugPreference"] = "Continue";

        SessionResult result = session.Run("Get-FpxTimeZone -Refresh").Succeeded();

        Assert.Contains(result.Debug, line => line.Contains("GET /ftop/v1.2/api/timeZones", StringComparison.Ordinal));
    }

    private static IEnumerable<string> Words(SessionResult result) =>
    [
        .. result.Output.SelectMany(item => item!.Properties.Select(property => property.Value?.ToString() ?? string.Empty)),
        .. result.AllErrors.SelectMany(error => new[] { error.ToString(), error.Exception.ToString(), error.ErrorDetails?.RecommendedAction ?? string.Empty }),
        .. result.Warnings,
        .. result.Verbose,
        .. result.Debug,
        .. result.Information,
        .. result.HostLines,
    ];

    private static SecureString Secret(string text)
    {
        var secret = new SecureString();
        foreach (char letter in text) secret.AppendChar(letter);
        return secret;
    }
}
