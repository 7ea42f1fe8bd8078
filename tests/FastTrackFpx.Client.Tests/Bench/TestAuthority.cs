using FastTrackFpx.Client.Tests.Connection;

namespace FastTrackFpx.Client.Tests.Bench;

/// <summary>A certificate authority for the length of a test run.</summary>
public sealed class TestAuthority
{
    private readonly X509Certificate2 _root;

    public TestAuthority(string name) => _root = TestCertificates.NewAuthority($"CN={name}");

    public static TestAuthority Shared { get; } = new("Client tests");
    public X509Certificate2Collection Trusted => [TestCertificates.Bare(_root)];

    public X509Certificate2 Server(string name = "localhost") => Issue(name, TestCertificates.ServerAuthentication, withAddresses: name == "localhost");

    public X509Certificate2 Client(string name = "Client") => Issue(name, TestCertificates.ClientAuthentication, withAddresses: false);

    private X509Certificate2 Issue(string name, string use, bool withAddresses)
    {
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        if (withAddresses) names.AddIpAddress(IPAddress.Loopback);
        using X509Certificate2 withKey = TestCertificates.Issue(
            $"CN={name}",
            [use],
            X509KeyUsageFlags.DigitalSignature,
            DateTimeOffset.UtcNow.AddDays(-1),
            DateTimeOffset.UtcNow.AddDays(200),
            issuer: _root,
            extension: names.Build());
        // Schannel cannot use a key that lives in memory alone.
        return X509CertificateLoader.LoadPkcs12(withKey.Export(X509ContentType.Pfx), null, X509KeyStorageFlags.Exportable);
    }
}
