using System;
using System.Threading;
using System.Threading.Tasks;
using FastTrackFpx.Client.Http;
using FastTrackFpx.Client.Lookups;
using FastTrackFpx.Client.Requests;
using FastTrackFpx.Client.Tenants;

namespace FastTrackFpx.Client.Connection;

/// <summary>A session with an FPX service: one certificate, one limiter, one set of sockets and caches. Thread-safe.</summary>
public sealed class FpxClient : IDisposable
{
    /// <summary>A session; nothing is sent yet.</summary>
    public FpxClient(FpxClientOptions options) => throw new NotImplementedException();

    /// <summary>The part of every address before <c>/ftop</c>.</summary>
    public Uri BaseUri => throw new NotImplementedException();

    /// <summary>The API version that calls are made under.</summary>
    public string ApiVersion => throw new NotImplementedException();

    /// <summary>The certificate in use.</summary>
    public FpxCertificate Certificate => throw new NotImplementedException();

    /// <summary>When the end-user token ends, if there is one and it tells.</summary>
    public DateTimeOffset? TokenExpiry => throw new NotImplementedException();

    /// <summary>What this session has done so far.</summary>
    public CallStatistics Statistics => throw new NotImplementedException();

    /// <summary>Tenants.</summary>
    public TenantsEndpoint Tenants => throw new NotImplementedException();

    /// <summary>Lists that other records refer to.</summary>
    public LookupsEndpoint Lookups => throw new NotImplementedException();

    /// <summary>The same session, whose calls are reported to <paramref name="observer"/>. Costs nothing; disposing of it does nothing.</summary>
    public FpxClient ObservedBy(ICallObserver observer) => throw new NotImplementedException();

    /// <summary>One cheap call; never throws for what the service or the network did.</summary>
    public Task<ConnectionCheck> CheckAsync(CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Any call, through the same pipeline.</summary>
    public Task<RawResponse> SendAsync(RawRequest request, CancellationToken cancellationToken) => throw new NotImplementedException();

    /// <summary>Ends the session: sockets, caches, token, and the certificate as far as it is ours.</summary>
    public void Dispose() => throw new NotImplementedException();
}
