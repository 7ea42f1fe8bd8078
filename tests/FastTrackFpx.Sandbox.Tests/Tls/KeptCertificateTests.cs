namespace FastTrackFpx.Sandbox.Tests.Tls;

[Trait("Category", "Slow")]
public sealed class KeptCertificateTests : FolderTest
{
    [Fact]
    public async Task A_later_start_uses_the_same_certificates_unless_the_authority_is_new()
    {
        string[] first = await ThumbprintsAsync();
        string[] second = await ThumbprintsAsync();
        Assert.Equal(first, second);
        File.Delete(Folder["certificates/authority.key"]);
        string[] after = await ThumbprintsAsync();
        Assert.NotEqual(second[0], after[0]);
        Assert.NotEqual(second[1], after[1]);
    }

    [Fact]
    public async Task An_expired_certificate_is_renewed_by_the_same_authority()
    {
        string[] before = await ThumbprintsAsync();
        await using (SandboxService service = await StartAsync())
        {
            (string certificate, string key) = service.Certificates.IssuePem(CertificateKind.Expired);
            await File.WriteAllTextAsync(service.Certificates.ClientPemPath, certificate);
            await File.WriteAllTextAsync(service.Certificates.ClientKeyPath, key);
        }

        string[] after = await ThumbprintsAsync();
        Assert.Equal(before[0], after[0]);
        Assert.NotEqual(before[1], after[1]);
        using X509Certificate2 renewed = X509CertificateLoader.LoadPkcs12FromFile(Folder["certificates/client.pfx"], null);
        Assert.True(renewed.NotAfter > DateTime.Now.AddDays(100));
    }

    [Fact]
    public async Task Only_their_user_can_read_keys()
    {
        if (OperatingSystem.IsWindows()) return;
        await ThumbprintsAsync();
        const UnixFileMode others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        string[] files = Directory.GetFiles(Folder["certificates"]);
        Assert.Contains(files, file => file.EndsWith("client.pfx"));
        Assert.Equal(3, files.Count(file => file.EndsWith(".key")));
        foreach (string file in files)
        {
            Assert.Equal(UnixFileMode.None, File.GetUnixFileMode(file) & others);
        }
    }

    private async Task<string[]> ThumbprintsAsync()
    {
        await using SandboxService service = await StartAsync();
        using X509Certificate2 authority = X509CertificateLoader.LoadCertificateFromFile(service.Certificates.AuthorityPath);
        using X509Certificate2 client = X509CertificateLoader.LoadPkcs12FromFile(service.Certificates.ClientCertificatePath, null);
        return [authority.Thumbprint, client.Thumbprint];
    }

    private Task<SandboxService> StartAsync() => SandboxService.StartAsync(new SandboxOptions { InMemory = true, StateFolder = Folder.Path });
}
