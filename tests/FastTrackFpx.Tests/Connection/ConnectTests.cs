namespace FastTrackFpx.Tests.Connection;

public sealed class ConnectTests : SandboxBench
{
    [Fact]
    public void Connecting_makes_one_call_and_writes_nothing()
    {
        using PowerShellSession session = Open();
        SessionResult result = Connect(session);
        Assert.Empty(result.Output);
        Assert.Empty(result.HostLines);
        Assert.Equal("GET timeZones", Assert.Single(Calls));
    }

    [Fact]
    public void Skipping_the_check_makes_no_call()
    {
        Connect(Open(), ("SkipCheck", true));
        Assert.Empty(Calls);
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
    public void A_pfx_with_a_password_is_taken()
    {
        string path = Write("client.pfx", Service.Certificates.IssuePfx(CertificateKind.Client, "pass word"));
        Connect(Open(), ("CertificatePath", path), ("CertificatePassword", Secret("pass word")));
    }

    [Fact]
    public void A_pem_file_with_its_key_beside_it_is_taken() =>
        Connect(Open(), ("CertificatePath", Service.Certificates.ClientPemPath), ("KeyPath", Service.Certificates.ClientKeyPath));

    [Fact]
    public void Base64_from_a_secret_store_is_taken() =>
        Connect(Open(), ("CertificateBase64", Secret(Convert.ToBase64String(Service.Certificates.IssuePfx(CertificateKind.Client)))));

    [Fact]
    public void A_certificate_object_comes_from_the_pipeline_and_stays_the_callers()
    {
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
    public void Connecting_again_without_a_name_keeps_the_older_connection()
    {
        PowerShellSession session = Open();
        PSObject first = Connect(session, ("PassThru", true)).Output.Single()!;
        PSObject second = Connect(session, ("PassThru", true)).Output.Single()!;

        Assert.Equal(["Sandbox", "Sandbox 2"], All(session.Run("Get-FpxConnection").Succeeded(), "Name"));
        Assert.Equal(true, Of(first, "IsConnected"));
        session.Run($"Get-FpxTimeZone -Connection {first}").Succeeded();
        Assert.Equal("Sandbox 2", Of(second, "Name"));
    }

    [Fact]
    public void Connecting_again_under_the_same_name_replaces_the_older_connection()
    {
        PowerShellSession session = Open();
        PSObject first = Connect(session, ("Name", "crm"), ("PassThru", true)).Output.Single()!;
        Connect(session, ("Name", "CRM"));
        Assert.Equal(["CRM"], All(session.Run("Get-FpxConnection").Succeeded(), "Name"));
        Assert.Equal(false, Of(first, "IsConnected"));
    }

    [Theory]
    [InlineData(CertificateKind.Expired, "CertificateExpired", ErrorCategory.InvalidData)]
    [InlineData(CertificateKind.NotYetValid, "CertificateNotYetValid", ErrorCategory.InvalidData)]
    [InlineData(CertificateKind.ServerOnly, "CertificateNotForClientAuthentication", ErrorCategory.InvalidData)]
    [InlineData(CertificateKind.UnknownAuthority, "ClientCertificateRefused", ErrorCategory.AuthenticationError)]
    public void Each_fault_of_a_certificate_has_its_own_id(CertificateKind kind, string id, ErrorCategory category)
    {
        string path = Write("bad.pfx", Service.Certificates.IssuePfx(kind));
        Refused(id, category, ("SandboxPath", Service.StateFolder), ("CertificatePath", path));
    }

    [Fact]
    public void A_wrong_password_is_refused_before_anything_is_sent()
    {
        string path = Write("locked.pfx", Service.Certificates.IssuePfx(CertificateKind.Client, "right"));
        ErrorRecord error = Refused(
            "CertificatePasswordWrong", ErrorCategory.AuthenticationError, ("SandboxPath", Service.StateFolder), ("CertificatePath", path), ("CertificatePassword", Secret("wrong")));
        Assert.Equal(path, error.TargetObject);
        Assert.Empty(Calls);
    }

    [Fact]
    public void A_file_that_is_not_there_is_named() =>
        Assert.Contains("nowhere.pfx", Refused("CertificateFileNotFound", ErrorCategory.ObjectNotFound, ("CertificatePath", Path.Combine(Folder, "nowhere.pfx"))).ToString());

    [Fact]
    public void A_pfx_without_a_key_is_refused()
    {
        using X509Certificate2 withKey = Service.Certificates.Issue(CertificateKind.Client);
        using X509Certificate2 bare = X509CertificateLoader.LoadCertificate(withKey.RawData);
        Refused("CertificateHasNoPrivateKey", ErrorCategory.InvalidData, ("CertificatePath", Write("bare.pfx", bare.Export(X509ContentType.Pfx))));
    }

    [Fact]
    public void A_file_that_is_no_certificate_is_refused() =>
        Refused("CertificateUnreadable", ErrorCategory.InvalidData, ("CertificatePath", Write("text.pfx", "hello"u8.ToArray())));

    [Fact]
    public void A_thumbprint_that_no_store_has_is_refused() =>
        Refused("CertificateNotFoundInStore", ErrorCategory.ObjectNotFound, ("CertificateThumbprint", new string('A', 40)));

    [Fact]
    public void Without_a_certificate_only_a_sandbox_can_be_connected_to() => Refused("CertificateMissing", ErrorCategory.InvalidArgument);

    [Fact]
    public void A_folder_without_a_sandbox_is_refused() =>
        Refused("SandboxNotFound", ErrorCategory.ObjectNotFound, ("SandboxPath", Folder));

    [Fact]
    public void Two_services_at_once_are_refused() =>
        Refused("InvalidInput", ErrorCategory.InvalidArgument, ("Environment", "Sandbox"), ("BaseUri", "https://127.0.0.1"));

    [Fact]
    public void An_address_without_tls_is_refused() => Refused("InvalidInput", ErrorCategory.InvalidArgument, ("BaseUri", "http://127.0.0.1"));

    [Fact]
    public void A_port_where_nothing_listens_is_told_apart()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        int port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();

        Refused(
            "ConnectionRefused",
            ErrorCategory.ConnectionError,
            ("BaseUri", $"https://127.0.0.1:{port}"),
            ("CertificatePath", Service.Certificates.ClientCertificatePath),
            ("MaxRetryCount", 0));
    }

    [Fact]
    public void A_server_whose_authority_nobody_trusts_is_told_apart() => Refused(
        "ServerCertificateUntrusted",
        ErrorCategory.SecurityError,
        ("BaseUri", Service.BaseUri),
        ("CertificatePath", Service.Certificates.ClientCertificatePath),
        ("MaxRetryCount", 0));

    [Fact]
    public void A_failed_connection_does_not_become_the_default()
    {
        PowerShellSession session = Open();
        Connect(session, ("Name", "good"));
        session.Run($"Connect-FpxService -CertificatePath {Path.Combine(Folder, "nowhere.pfx")}");
        Assert.Equal(["good"], All(session.Run("Get-FpxConnection").Succeeded(), "Name"));
    }

    private ErrorRecord Refused(string id, ErrorCategory category, params (string? Name, object? Value)[] parameters) =>
        ErrorRecordAssert.Terminating(Open().Run("Connect-FpxService", parameters), id, category);

    private static SecureString Secret(string text)
    {
        var secret = new SecureString();
        foreach (char letter in text) secret.AppendChar(letter);
        return secret;
    }
}
