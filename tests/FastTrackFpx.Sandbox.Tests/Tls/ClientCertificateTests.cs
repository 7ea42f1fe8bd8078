using System.Security.Authentication;

namespace FastTrackFpx.Sandbox.Tests.Tls;

public sealed class ClientCertificateTests : SandboxTest
{
    [Theory]
    [InlineData(CertificateKind.Client)]
    [InlineData(CertificateKind.EllipticCurveClient)]
    [InlineData(CertificateKind.EndsIn10Days)]
    public async Task A_valid_certificate_is_accepted(CertificateKind kind)
    {
        using X509Certificate2 certificate = Sandbox.Service.Certificates.Issue(kind);
        using HttpClient client = Sandbox.ClientWith(certificate);
        using HttpResponseMessage answer = await client.GetAsync("timeZones");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory, InlineData(CertificateKind.Expired), InlineData(CertificateKind.NotYetValid), InlineData(CertificateKind.ServerOnly)]
    [InlineData(CertificateKind.UnknownAuthority), InlineData(CertificateKind.SelfSigned)]
    public async Task An_invalid_certificate_is_rejected_in_the_handshake(CertificateKind kind)
    {
        using X509Certificate2 certificate = Sandbox.Service.Certificates.Issue(kind);
        using HttpClient client = Sandbox.ClientWith(certificate);
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync("timeZones"));
        Assert.Equal(0, Sandbox.Service.Log.Count());
    }

    [Fact]
    public async Task A_missing_certificate_is_rejected_and_an_untrusting_client_rejects_the_service()
    {
        using HttpClient client = Sandbox.ClientWith(null);
        await Assert.ThrowsAsync<HttpRequestException>(() => client.GetAsync("timeZones"));
        Assert.Equal(0, Sandbox.Service.Log.Count());
        using X509Certificate2 certificate = Sandbox.Service.Certificates.Issue(CertificateKind.Client);
        using var handler = new SocketsHttpHandler { UseProxy = false };
        handler.SslOptions.ClientCertificates = [certificate];
        using var wary = new HttpClient(handler);
        var refused = await Assert.ThrowsAsync<HttpRequestException>(() => wary.GetAsync(Sandbox.Service.BaseUri));
        Assert.IsType<AuthenticationException>(refused.InnerException);
    }

    [Theory]
    [InlineData("127.0.0.1", "1.1")]
    [InlineData("127.0.0.1", "2.0")]
    [InlineData("localhost", "2.0")]
    public async Task Both_protocols_and_both_names_of_this_machine_work(string host, string version)
    {
        using X509Certificate2 certificate = Sandbox.Service.Certificates.Issue(CertificateKind.Client);
        using HttpClient client = Sandbox.ClientWith(certificate, Version.Parse(version));
        using HttpResponseMessage answer = await client.GetAsync(new Uri($"https://{host}:{Sandbox.Service.BaseUri.Port}/ftop/v1.2/api/timeZones"));
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(Version.Parse(version), answer.Version);
    }

    [Theory, InlineData(true), InlineData(false)]
    public async Task The_server_certificate_can_be_replaced_while_the_sandbox_runs(bool trusted)
    {
        using HttpResponseMessage before = await Sandbox.Client.GetAsync("timeZones");
        Sandbox.Service.Certificates.SwapServerCertificate(trusted);
        using HttpResponseMessage onOpenConnection = await Sandbox.Client.GetAsync("timeZones");
        Assert.Equal(HttpStatusCode.OK, onOpenConnection.StatusCode);
        using X509Certificate2 certificate = Sandbox.Service.Certificates.Issue(CertificateKind.Client);
        using HttpClient newcomer = Sandbox.ClientWith(certificate);
        if (trusted)
        {
            using (HttpResponseMessage after = await newcomer.GetAsync("timeZones")) Assert.Equal(HttpStatusCode.OK, after.StatusCode);
        }
        else await Assert.ThrowsAsync<HttpRequestException>(() => newcomer.GetAsync("timeZones"));
    }

    [Fact]
    public async Task The_pem_files_contain_the_certificate_of_the_pfx_that_opens_only_with_its_password()
    {
        SandboxCertificates certificates = Sandbox.Service.Certificates;
        using X509Certificate2 pem = X509Certificate2.CreateFromPemFile(certificates.ClientPemPath, certificates.ClientKeyPath);
        using X509Certificate2 pfx = X509CertificateLoader.LoadPkcs12FromFile(certificates.ClientCertificatePath, null);
        Assert.Equal(pfx.Thumbprint, pem.Thumbprint);
        Assert.True(pem.HasPrivateKey);
        Assert.DoesNotContain("PRIVATE KEY", File.ReadAllText(certificates.ClientPemPath));
        Assert.DoesNotContain("PRIVATE KEY", File.ReadAllText(certificates.AuthorityPath));
        byte[] locked = Sandbox.Service.Certificates.IssuePfx(CertificateKind.Client, "a secret");
        using X509Certificate2 opened = X509CertificateLoader.LoadPkcs12(locked, "a secret");
        Assert.True(opened.HasPrivateKey);
        Assert.ThrowsAny<Exception>(() => X509CertificateLoader.LoadPkcs12(locked, "another"));
        using HttpClient client = Sandbox.ClientWith(opened);
        using HttpResponseMessage answer = await client.GetAsync("services");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }
}
