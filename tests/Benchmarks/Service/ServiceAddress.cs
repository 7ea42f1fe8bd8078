using System;
using System.IO;
using System.Net.Http;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace FastTrackFpx.Benchmarks.Service;

/// <summary>Where a sandbox is, and what is needed to talk to it.</summary>
/// <param name="BaseUri">Scheme, host and port.</param>
/// <param name="CertificatePath">The client certificate, a PFX without password.</param>
/// <param name="AuthorityPath">The authority of its own certificate.</param>
/// <param name="Folder">Its state folder.</param>
internal sealed record ServiceAddress(string BaseUri, string CertificatePath, string AuthorityPath, string Folder)
{
    public static ServiceAddress Read(string path)
    {
        using JsonDocument file = JsonDocument.Parse(File.ReadAllBytes(path));
        string Text(string name) => file.RootElement.GetProperty(name).GetString()!;
        return new ServiceAddress(Text("baseUri"), Text("clientCertificatePath"), Text("authorityPath"), Text("stateFolder"));
    }
}

/// <summary>The plainest client there can be that the service lets in.</summary>
internal static class ServiceHttp
{
    public static HttpClient Open(ServiceAddress address)
    {
        X509Certificate2 authority = X509CertificateLoader.LoadCertificateFromFile(address.AuthorityPath);
        var handler = new SocketsHttpHandler { AutomaticDecompression = System.Net.DecompressionMethods.All };
        handler.SslOptions.ClientCertificates = [X509CertificateLoader.LoadPkcs12FromFile(address.CertificatePath, null)];
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            CustomTrustStore = { authority },
            RevocationMode = X509RevocationMode.NoCheck,
        };
        return new HttpClient(handler) { BaseAddress = new Uri(address.BaseUri + "/") };
    }
}
