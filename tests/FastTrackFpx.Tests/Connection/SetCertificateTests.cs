namespace FastTrackFpx.Tests.Connection;

[Trait("Category", "Slow")]
public sealed class SetCertificateTests : SandboxBench
{
    [Fact]
    public void The_connection_goes_on_with_the_new_certificate_and_shows_it()
    {
        PSObject connection = Connect(Session, ("Name", "mine"), ("PassThru", true)).Output.Single()!;
        var former = (string)Of(connection, "CertificateThumbprint")!;
        Service.Log.Clear();
        PSObject given = Session.Run($"Set-FpxCertificate -CertificatePath {NextPfx()} -PassThru").Succeeded().Output.Single()!;
        Assert.Equal("GET timeZones", Assert.Single(Calls));
        Assert.Equal("mine", Of(given, "Name"));
        Assert.NotEqual(former, Of(connection, "CertificateThumbprint"));
        Session.Run("Get-FpxTenant").Succeeded();
        Assert.Equal(true, Of(connection, "IsConnected"));
    }

    [Fact]
    public void A_certificate_that_ends_soon_brings_a_warning_and_its_end_shows()
    {
        PSObject connection = Connect(Session, ("PassThru", true)).Output.Single()!;
        string path = Write("soon.pfx", Service.Certificates.IssuePfx(CertificateKind.EndsIn10Days));
        SessionResult result = Session.Run($"Set-FpxCertificate -CertificatePath {path} -Connection {connection}").Succeeded();
        Assert.Single(result.Warnings);
        Assert.InRange((int)Of(connection, "CertificateDaysLeft")!, 8, 10);
    }

    [Fact]
    public void A_certificate_that_the_service_refuses_is_not_taken()
    {
        PSObject connection = Connect(Session, ("PassThru", true)).Output.Single()!;
        object? former = Of(connection, "CertificateThumbprint");
        string path = Write("other.pfx", Service.Certificates.IssuePfx(CertificateKind.UnknownAuthority));
        SessionResult result = Session.Run($"Set-FpxCertificate -CertificatePath {path}");
        Assert.StartsWith("ClientCertificateRefused,", Assert.Single(result.AllErrors).FullyQualifiedErrorId);
        Assert.Equal(former, Of(connection, "CertificateThumbprint"));
        Session.Run("Get-FpxTenant").Succeeded();
    }

    private string NextPfx() => Write("next.pfx", Service.Certificates.IssuePfx(CertificateKind.Client));
}

/// <summary>Connections that change while calls are under way.</summary>
public sealed class ConnectionInUseTests
{
    [Theory, InlineData("Set-FpxCertificate"), InlineData("Connect-FpxService")]
    public async Task A_cmdlet_in_the_middle_of_its_calls_notices_nothing(string change)
    {
        var held = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var certificates = new ConcurrentBag<string>();
        await using OddServer service = await OddServer.StartAsync(async context =>
        {
            certificates.Add(context.Connection.ClientCertificate!.Thumbprint);
            if (context.Request.Path.Value!.EndsWith("/held", StringComparison.Ordinal))
            {
                arrived.TrySetResult();
                await held.Task;
            }

            await OddServer.TextAsync(context, "[]", "application/json");
        });
        using var session = PowerShellSession.OpenWithModule();
        using var other = PowerShellSession.OpenWithModule();
        PSObject connection = session.Run($"Connect-FpxService -SandboxPath {service.StateFolder} -Name mine -PassThru").Succeeded().Output.Single()!;

        // Two calls by one cmdlet: one on its way, one still to come.
        RunningPipeline running = other.Start($"{new[] { "held", "timeZones" }} | Invoke-FpxRequest -Connection {connection}");
        await arrived.Task;
        string folder = Path.Combine(service.StateFolder, "certificates");
        (string?, object?)[] next = [("CertificatePath", Path.Combine(folder, "client.pem")), ("KeyPath", Path.Combine(folder, "client.key"))];
        session.Run(change, change.StartsWith("Set", StringComparison.Ordinal)
            ? next
            : [("SandboxPath", service.StateFolder), ("Name", "mine"), .. next]).Succeeded();
        held.SetResult();

        running.Wait().Succeeded();
        Assert.Equal((object)change.StartsWith("Set", StringComparison.Ordinal), connection.Properties["IsConnected"].Value);
        Assert.Equal(4, certificates.Count);
    }
}
