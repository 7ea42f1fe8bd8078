namespace FastTrackFpx.Tests.Connection;

public sealed class ConnectTests : SandboxBench
{
    [Fact]
    public void Connecting_makes_one_call_or_none_and_writes_nothing()
    {
        Connect(Open(), ("SkipCheck", true));
        Assert.Empty(Calls);
        using PowerShellSession session = Open();
        SessionResult result = Connect(session);
        Assert.Empty(result.Output);
        Assert.Empty(result.HostLines);
        Assert.Equal("GET timeZones", Assert.Single(Calls));
    }

    [Fact]
    public void A_connection_tells_who_we_are_and_no_secret()
    {
        PSObject connection = Connect(Open(), ("PassThru", true), ("Name", "mine")).Output.Single()!;
        Assert.Equal("mine", Of(connection, "Name"));
        Assert.Equal("Sandbox", Of(connection, "Environment")!.ToString());
        Assert.Equal(Service.BaseUri, Of(connection, "BaseUri"));
        Assert.Equal("v1.2", Of(connection, "ApiVersion"));
        Assert.Contains("CN=", (string)Of(connection, "CertificateSubject")!);
        Assert.InRange((int)Of(connection, "CertificateDaysLeft")!, 100, 121);
        Assert.Equal(1L, Of(connection, "CallsMade"));
        Assert.Equal(599, Of(connection, "CallsLeft"));
        Assert.DoesNotContain(connection.Properties, property => property.Value is SecureString or X509Certificate2);
    }

    [Fact]
    public void A_certificate_is_taken_in_every_form_and_an_object_stays_the_callers()
    {
        string path = Write("client.pfx", Service.Certificates.IssuePfx(CertificateKind.Client, "pass word"));
        Connect(Open(), ("CertificatePath", path), ("CertificatePassword", "pass word".Secure()));
        Connect(Open(), ("CertificatePath", Service.Certificates.ClientPemPath), ("KeyPath", Service.Certificates.ClientKeyPath));
        Connect(Open(), ("CertificateBase64", Convert.ToBase64String(Service.Certificates.IssuePfx(CertificateKind.Client)).Secure()));
        using X509Certificate2 certificate = Service.Certificates.Issue(CertificateKind.EllipticCurveClient);
        PowerShellSession session = Open();
        session.Run($"{certificate} | Connect-FpxService -SandboxPath {Service.StateFolder}").Succeeded();
        session.Run("Disconnect-FpxService").Succeeded();
        Assert.True(certificate.HasPrivateKey);
        Assert.NotEqual(IntPtr.Zero, certificate.Handle);
    }

    [Fact]
    public void A_certificate_that_ends_soon_brings_a_warning_with_its_date()
    {
        string path = Write("soon.pfx", Service.Certificates.IssuePfx(CertificateKind.EndsIn10Days));
        SessionResult result = Connect(Open(), ("CertificatePath", path));
        string warning = Assert.Single(result.Warnings);
        Assert.Contains(DateTime.UtcNow.AddDays(10).Year.ToString(), warning);
        Assert.Contains("days", warning);
    }

    [Fact]
    public void Connecting_again_replaces_the_connection_of_the_same_name_and_no_other()
    {
        PowerShellSession session = Open();
        PSObject first = Connect(session, ("PassThru", true)).Output.Single()!;
        PSObject second = Connect(session, ("PassThru", true)).Output.Single()!;
        Assert.Equal(["Sandbox", "Sandbox 2"], All(session.Run("Get-FpxConnection").Succeeded(), "Name"));
        Assert.Equal(true, Of(first, "IsConnected"));
        session.Run($"Get-FpxTimeZone -Connection {first}").Succeeded();
        Assert.Equal("Sandbox 2", Of(second, "Name"));
        PowerShellSession named = Open();
        PSObject older = Connect(named, ("Name", "crm"), ("PassThru", true)).Output.Single()!;
        Connect(named, ("Name", "CRM"));
        Assert.Equal(["CRM"], All(named.Run("Get-FpxConnection").Succeeded(), "Name"));
        Assert.Equal(false, Of(older, "IsConnected"));
        PowerShellSession failing = Open();
        Connect(failing, ("Name", "good"));
        failing.Run($"Connect-FpxService -CertificatePath {Path.Combine(Folder, "nowhere.pfx")}");
        Assert.Equal(["good"], All(failing.Run("Get-FpxConnection").Succeeded(), "Name"));
    }

    [Fact]
    public void Each_fault_has_its_own_id()
    {
        PowerShellSession session = Open();
        using var closed = new ClosedPort();
        using X509Certificate2 withKey = Service.Certificates.Issue(CertificateKind.Client);
        using X509Certificate2 bare = X509CertificateLoader.LoadCertificate(withKey.RawData);
        string locked = Write("locked.pfx", Service.Certificates.IssuePfx(CertificateKind.Client, "right"));
        (string?, object?) sandbox = ("SandboxPath", Service.StateFolder), fine = ("CertificatePath", Service.Certificates.ClientCertificatePath), once = ("MaxRetryCount", 0);
        (string, ErrorCategory, (string?, object?)[])[] faults =
        [
            ("CertificateExpired", ErrorCategory.InvalidData, [sandbox, Issued(CertificateKind.Expired)]),
            ("CertificateNotYetValid", ErrorCategory.InvalidData, [sandbox, Issued(CertificateKind.NotYetValid)]),
            ("CertificateNotForClientAuthentication", ErrorCategory.InvalidData, [sandbox, Issued(CertificateKind.ServerOnly)]),
            ("ClientCertificateRefused", ErrorCategory.AuthenticationError, [sandbox, Issued(CertificateKind.UnknownAuthority)]),
            ("CertificatePasswordWrong", ErrorCategory.AuthenticationError, [sandbox, ("CertificatePath", locked), ("CertificatePassword", "wrong".Secure())]),
            ("CertificateFileNotFound", ErrorCategory.ObjectNotFound, [("CertificatePath", Path.Combine(Folder, "nowhere.pfx"))]),
            ("CertificateHasNoPrivateKey", ErrorCategory.InvalidData, [("CertificatePath", Write("bare.pfx", bare.Export(X509ContentType.Pfx)))]),
            ("CertificateUnreadable", ErrorCategory.InvalidData, [("CertificatePath", Write("text.pfx", "hello"u8.ToArray()))]),
            ("CertificateNotFoundInStore", ErrorCategory.ObjectNotFound, [("CertificateThumbprint", new string('A', 40))]),
            ("CertificateMissing", ErrorCategory.InvalidArgument, []),
            ("SandboxNotFound", ErrorCategory.ObjectNotFound, [("SandboxPath", Folder)]),
            ("InvalidInput", ErrorCategory.InvalidArgument, [("Environment", "Sandbox"), ("BaseUri", "https://127.0.0.1")]),
            ("InvalidInput", ErrorCategory.InvalidArgument, [("BaseUri", "http://127.0.0.1")]),
            ("ConnectionRefused", ErrorCategory.ConnectionError, [("BaseUri", $"https://127.0.0.1:{closed.Number}"), fine, once]),
            ("ServerCertificateUntrusted", ErrorCategory.SecurityError, [("BaseUri", Service.BaseUri), fine, once]),
        ];
        foreach ((string id, ErrorCategory category, (string?, object?)[] parameters) in faults)
        {
            ErrorRecord error = ErrorRecordAssert.Terminating(session.Run("Connect-FpxService", parameters), id, category);
            if (id == "CertificatePasswordWrong") Assert.Equal(locked, error.TargetObject);
            if (id == "CertificateFileNotFound") Assert.Contains("nowhere.pfx", error.ToString());
        }

        Assert.Empty(Calls);

        (string?, object?) Issued(CertificateKind kind) => ("CertificatePath", Write($"{kind}.pfx", Service.Certificates.IssuePfx(kind)));
    }
}
