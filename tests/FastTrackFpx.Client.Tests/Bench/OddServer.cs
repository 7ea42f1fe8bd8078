using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace FastTrackFpx.Tests.Shared;

/// <content>Clients of it.</content>
public sealed partial class OddServer
{
    public static Task<OddServer> StartAsync(
        Func<HttpContext, Task>? answer = null, X509Certificate2? certificate = null, Func<X509Certificate2, bool>? acceptsClient = null,
        HttpProtocols protocols = HttpProtocols.Http1AndHttp2) =>
        ListenAsync(answer, certificate ?? TestCertificates.Server().Stored(), acceptsClient, protocols);

    /// <summary>A server whose answers are a JSON text by path; what is not named is 404.</summary>
    public static Task<OddServer> StartAsync(params (string Path, string Json)[] answers) => StartAsync(Json(answers));

    internal FpxClient Connect(Action<FpxClientOptions>? change = null)
    {
        FpxClientOptions options = OptionsFor(BaseUri);
        change?.Invoke(options);
        var client = new FpxClient(options);
        _owned.Add(client);
        return client;
    }

    /// <summary>Options for one attempt, with a certificate that such a server accepts.</summary>
    internal static FpxClientOptions OptionsFor(Uri address) => new()
    {
        BaseUri = address,
        Certificate = ClientCertificate.FromCertificate(TestCertificates.Client().Stored(), TimeProvider.System),
        TrustedAuthorities = [TestCertificates.Bare(TestCertificates.Authority)],
        MaxRetryCount = 0,
    };
}
