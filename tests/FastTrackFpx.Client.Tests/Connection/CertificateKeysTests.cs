using System.Runtime.InteropServices;

namespace FastTrackFpx.Client.Tests.Connection;

public class CertificateKeysTests
{
    [Theory]
    [InlineData("WINDOWS", X509KeyStorageFlags.UserKeySet)]
    [InlineData("OSX", X509KeyStorageFlags.DefaultKeySet)]
    [InlineData("LINUX", X509KeyStorageFlags.EphemeralKeySet)]
    public void A_key_is_kept_where_the_platforms_TLS_can_use_it(string platform, X509KeyStorageFlags flags) =>
        Assert.Equal(flags, CertificateKeys.StorageFor(OSPlatform.Create(platform)));

    [Fact]
    public void No_platform_keeps_a_key_for_good()
    {
        foreach (OSPlatform platform in new[] { OSPlatform.Windows, OSPlatform.OSX, OSPlatform.Linux, default })
            Assert.Equal(default, CertificateKeys.StorageFor(platform) & (X509KeyStorageFlags.PersistKeySet | X509KeyStorageFlags.Exportable));
    }

    [Theory, InlineData(0x80070002), InlineData(0x80070003), InlineData(0x80090024)]
    public void On_Windows_an_account_without_a_profile_gets_the_machines_key_store(uint result)
    {
        var tried = new List<X509KeyStorageFlags>();

        string came = CertificateKeys.Import(OSPlatform.Windows, flags =>
        {
            tried.Add(flags);
            return tried.Count > 1 ? "imported" : throw Failure(result);
        });

        Assert.Equal("imported", came);
        Assert.Equal([X509KeyStorageFlags.UserKeySet, X509KeyStorageFlags.MachineKeySet], tried);
    }

    [Theory]
    [InlineData("WINDOWS", 0x80070056)]
    [InlineData("LINUX", 0x80070002)]
    [InlineData("OSX", 0x80070002)]
    public void Other_failures_and_other_platforms_have_no_second_try(string platform, uint result)
    {
        int tries = 0;

        var failure = Assert.Throws<CryptographicException>(() => CertificateKeys.Import<string>(OSPlatform.Create(platform), _ =>
        {
            tries++;
            throw Failure(result);
        }));

        Assert.Equal(unchecked((int)result), failure.HResult);
        Assert.Equal(1, tries);
    }

    [Theory, InlineData(""), InlineData("x"), InlineData("Canary \U0001F511 with\0zero")]
    public void A_secret_is_read_to_its_end(string text) => Assert.Equal(text, Credentials.TextOf(text.Secure()));

    private static CryptographicException Failure(uint result) => new("failed") { HResult = unchecked((int)result) };
}
