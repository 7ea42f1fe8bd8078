namespace FastTrackFpx.Tests.Connection;

/// <summary>Tests that change environment variables run alone: every test of this process connects.</summary>
[CollectionDefinition(nameof(ProcessEnvironment), DisableParallelization = true)]
public sealed class ProcessEnvironment;

/// <summary>Profiles, environment variables, and which connection a change uses.</summary>
[Collection(nameof(ProcessEnvironment))]
public sealed class ConnectionDefaultTests : SandboxBench
{
    private readonly string _profile = "test-" + Guid.NewGuid().ToString("N");

    [Fact]
    public void A_profile_keeps_settings_and_no_secret()
    {
        PowerShellSession session = Open();
        session.Run($"Connect-FpxService -SandboxPath {Service.StateFolder} -RequestsPerMinute 120 -TimeoutSec 33 -AccessToken {"secret-token".Secure()} -Profile {_profile} -SaveProfile").Succeeded();
        try
        {
            string text = File.ReadAllText(ProfilePath);
            Assert.DoesNotContain("secret-token", text);
            Assert.Contains("\"RequestsPerMinute\": \"120\"", text);
            if (!OperatingSystem.IsWindows()) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(ProfilePath));

            PowerShellSession other = Open();
            PSObject connection = other.Run($"Connect-FpxService -Profile {_profile} -TimeoutSec 44 -PassThru").Succeeded().Output.Single()!;
            Assert.Equal((_profile, 120, 44), (Of(connection, "Name"), Of(connection, "RequestsPerMinute"), Of(connection, "TimeoutSec")));
        }
        finally
        {
            File.Delete(ProfilePath);
        }
    }

    [Theory]
    [InlineData("no such profile", "UnknownName")]
    [InlineData("../other", "InvalidInput")]
    public void A_profile_that_is_not_there_is_an_error(string name, string id) => Assert.Equal(
        id, Open().Run($"Connect-FpxService -Profile {name}").TerminatingError!.FullyQualifiedErrorId.Split(',')[0]);

    [Fact]
    public void Variables_fill_in_what_was_not_typed_and_are_read_strictly()
    {
        using var variables = new EnvironmentVariables(("FASTTRACKFPX_SANDBOX_PATH", Service.StateFolder!), ("FASTTRACKFPX_REQUESTS_PER_MINUTE", "77"), ("FASTTRACKFPX_NAME", "from variable"));
        PSObject connection = Open().Run("Connect-FpxService -PassThru").Succeeded().Output.Single()!;
        Assert.Equal(("from variable", 77), (Of(connection, "Name"), Of(connection, "RequestsPerMinute")));
        using var wrong = new EnvironmentVariables(("FASTTRACKFPX_REQUESTS_PER_MINUTE", "1.000"));
        ErrorRecord error = ErrorRecordAssert.Terminating(Open().Run("Connect-FpxService"), "InvalidInput", ErrorCategory.InvalidArgument);
        Assert.StartsWith("-RequestsPerMinute: '1.000' in FASTTRACKFPX_REQUESTS_PER_MINUTE is not a valid value.", error.ToString());
    }

    [Fact]
    public async System.Threading.Tasks.Task A_change_needs_a_connection_if_several_services_are_connected()
    {
        await using OddServer other = await OddServer.StartAsync(OddServer.Json(("timeZones", "[]")));
        Guid tenant = (Guid)All(Session.Run("Get-FpxTenant -First 1").Succeeded(), "TenantId")[0]!;
        (string?, object?)[] note = [("TenantId", tenant), ("Text", "text"), ("NoteCategory", "1"), ("WhatIf", true)];
        Session.Run($"Connect-FpxService -SandboxPath {other.StateFolder}").Succeeded();

        object?[] names = [.. All(Session.Run("Get-FpxConnection").Succeeded(), "Name")];
        Assert.Equal("Sandbox", names[0]);
        Assert.StartsWith("Sandbox 127.0.0.1:", (string)names[1]!);
        ErrorRecord several = ErrorRecordAssert.Terminating(Session.Run("New-FpxNote", note), "AmbiguousName", ErrorCategory.InvalidArgument);
        Assert.Contains("'Sandbox' (", several.ToString());
        Session.Run("New-FpxNote", [.. note, ("Connection", "Sandbox")]).Succeeded();

        // Reads use the newest connection; a change does not fall back silently to the one before it.
        Assert.Contains("The default connection is now 'Sandbox'", Session.Run("Disconnect-FpxService").Succeeded().Warnings.Single());
        Session.Run("Get-FpxTenant").Succeeded();
        ErrorRecord lost = ErrorRecordAssert.Terminating(Session.Run("New-FpxNote", note), "AmbiguousName", ErrorCategory.InvalidArgument);
        Assert.Contains("was disconnected", lost.ToString());
        Connect(Session, ("Name", "again"));
        Session.Run("New-FpxNote", note).Succeeded();
    }

    [Fact]
    public void Debug_asks_no_question()
    {
        SessionResult read = Session.Run("Get-FpxTenant -Debug").Succeeded();
        Assert.Empty(read.Prompts);
        Assert.Contains(read.Debug, line => line.Contains("GET /ftop/v1.2/api/partnerTenants", StringComparison.Ordinal));
        Assert.Empty(read.Verbose);
        Guid tenant = (Guid)All(read, "TenantId")[0]!;
        SessionResult write = Session.Run($"New-FpxNote -TenantId {tenant} -Text text -NoteCategory '1' -Debug").Succeeded();
        Assert.Empty(write.Prompts);
        Session["VerbosePreference"] = "Continue";
        Assert.NotEmpty(Session.Run("Get-FpxTenant -Debug").Succeeded().Verbose);
    }

    [Fact]
    public void Verbose_has_one_line_for_each_call()
    {
        SessionResult result = Session.Run("Get-FpxTenant -Verbose").Succeeded();
        Assert.Matches(@"^GET /ftop/v1\.2/api/partnerTenants: 200 in \d+ ms, attempt 1, \d+ calls left", Assert.Single(result.Verbose));
        Assert.Empty(result.Debug);
    }

    private string ProfilePath => Path.Combine(
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify), "FastTrackFpx", "profiles", _profile + ".json");
}
