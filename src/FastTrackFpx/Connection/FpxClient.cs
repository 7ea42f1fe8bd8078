using FastTrackFpx.Changes;
using FastTrackFpx.Contacts;
using FastTrackFpx.Entitlements;
using FastTrackFpx.Incentives;
using FastTrackFpx.Lookups;
using FastTrackFpx.Notes;
using FastTrackFpx.Referrals;
using FastTrackFpx.Requests;
using FastTrackFpx.Rest.Authentication;
using FastTrackFpx.Rest.Changes;
using FastTrackFpx.Rest.Http;
using FastTrackFpx.Tenants;
using FastTrackFpx.Usage;

namespace FastTrackFpx.Connection;

/// <summary>A session with an FPX service: one certificate, one limiter, one set of sockets and caches. Thread-safe.</summary>
public sealed class FpxClient : IDisposable
{
    private readonly FpxSession _session;
    private readonly FpxCaller _caller;
    private readonly bool _ownsSession;

    /// <summary>A session; nothing is sent yet.</summary>
    /// <exception cref="InputException">An option is out of its range.</exception>
    public FpxClient(FpxClientOptions options)
        : this(new FpxSession(options ?? throw new ArgumentNullException(nameof(options))), observer: null, ownsSession: true)
    {
    }

    private FpxClient(FpxSession session, IRequestObserver? observer, bool ownsSession)
    {
        _session = session;
        _ownsSession = ownsSession;
        _caller = new FpxCaller(session, observer);
        Tenants = new TenantsEndpoint(_caller);
        Lookups = new LookupsEndpoint(_caller);
        EntitlementStatuses = new EntitlementStatusesEndpoint(Lookups);
        Entitlements = new EntitlementsEndpoint(_caller, Lookups);
        Contacts = new ContactsEndpoint(_caller);
        Notes = new NotesEndpoint(_caller);
        Referrals = new ReferralsEndpoint(_caller);
        Incentives = new IncentivesEndpoint(_caller);
        Usage = new UsageEndpoint(_caller);
    }

    /// <summary>The part of every address before <c>/ftop</c>.</summary>
    public Uri BaseUri => _session.BaseUri;

    /// <summary>The API version that calls are made under.</summary>
    public string ApiVersion => _session.ApiVersion;

    /// <summary>The certificate in use.</summary>
    public ClientCertificate Certificate => _session.Certificate;

    /// <summary>When the end-user token ends, if there is one and it tells.</summary>
    public DateTimeOffset? TokenExpiry => _session.TokenExpiry;

    /// <summary>Calls in any 60 seconds at most.</summary>
    public int RequestsPerMinute => _session.RequestsPerMinute;

    /// <summary>Who keeps to that limit together.</summary>
    public RateLimitScope RateLimitScope => _session.RateLimitScope;

    /// <summary>How often a call is repeated after its first try.</summary>
    public int MaxRetryCount => _session.MaxRetryCount;

    /// <summary>Time for one try.</summary>
    public TimeSpan AttemptTimeout => _session.AttemptTimeout;

    /// <summary>What this session has done so far.</summary>
    internal RequestCounters Statistics => _session.Service.Statistics;

    /// <summary>Tenants.</summary>
    public TenantsEndpoint Tenants { get; }

    /// <summary>Lists that other records refer to.</summary>
    public LookupsEndpoint Lookups { get; }

    /// <summary>Statuses seats can stand in.</summary>
    public EntitlementStatusesEndpoint EntitlementStatuses { get; }

    /// <summary>Seats of tenants.</summary>
    public EntitlementsEndpoint Entitlements { get; }

    /// <summary>People at customers.</summary>
    public ContactsEndpoint Contacts { get; }

    /// <summary>Notes on tenants.</summary>
    public NotesEndpoint Notes { get; }

    /// <summary>Customers that are offered to this partner.</summary>
    public ReferralsEndpoint Referrals { get; }

    /// <summary>What is paid to this partner.</summary>
    public IncentivesEndpoint Incentives { get; }

    /// <summary>How much customers use of what they own.</summary>
    public UsageEndpoint Usage { get; }

    /// <summary>The same session, whose calls are reported to <paramref name="observer"/>. Costs nothing; disposing of it does nothing.</summary>
    public FpxClient ObservedBy(IRequestObserver observer) => new(_session, observer, ownsSession: false);

    /// <summary>Writes on somebody's behalf, recorded in a journal.</summary>
    /// <param name="context">On whose behalf, and where they are recorded.</param>
    internal FpxWrites Writing(WriteContext context) => new(_caller, Lookups, context);

    /// <summary>The names of tenants that this session has read.</summary>
    internal KnownTenants KnownTenants => _session.KnownTenants;

    /// <summary>The session's clock.</summary>
    internal TimeProvider TimeProvider => _session.TimeProvider;

    /// <summary>The engine's client.</summary>
    internal RestClient Rest => _session.Service;

    /// <summary>The cheapest request.</summary>
    internal static RestRequest CheckRequest(string apiVersion) => new("GET", Routes.Path(apiVersion, "timeZones"));

    /// <summary>Sends the cheapest request (<c>GET timeZones</c>). Never throws for what the service or the network did.</summary>
    internal Task<ConnectionCheck> CheckAsync(CancellationToken cancellationToken) => CheckAsync(via: null, cancellationToken);

    /// <summary>The same with another certificate than the session's, which goes on with its own.</summary>
    /// <param name="certificate">The certificate to try; it stays the caller's.</param>
    /// <param name="cancellationToken">Cancels the request.</param>
    internal async Task<ConnectionCheck> CheckAsync(ClientCertificate certificate, CancellationToken cancellationToken)
    {
        using SocketPool trial = _session.Open(certificate);
        return await CheckAsync(trial, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Goes on with another certificate. Calls under way end with the former one, which is released with the last of them; calls that begin now,
    /// and repeats of those under way, go out with the new one. All views of the session change together.
    /// </summary>
    /// <param name="certificate">The new certificate. The session disposes of it from now on.</param>
    /// <exception cref="RestException"><see cref="FpxErrorCode.NotConnected"/> when the session has ended; the certificate stays the caller's then.</exception>
    public void ReplaceCertificate(ClientCertificate certificate) => _session.Replace(certificate ?? throw new ArgumentNullException(nameof(certificate)));

    /// <summary>Any call, through the same pipeline.</summary>
    /// <exception cref="InputException">Method, path or body cannot be sent.</exception>
    public Task<RawResponse> SendAsync(RawRequest request, CancellationToken cancellationToken) =>
        RequestsEndpoint.SendAsync(_caller, request, cancellationToken);

    /// <summary>Ends the session: sockets, caches, token, and the certificate as far as it is ours.</summary>
    public void Dispose()
    {
        if (_ownsSession) _session.Dispose();
    }

    private Task<ConnectionCheck> CheckAsync(SocketPool? via, CancellationToken cancellationToken)
    {
        RestRequest request = CheckRequest(ApiVersion);
        (request.Observer, request.Via) = (_caller.Observer, via);
        return ConnectionCheck.RunAsync(Rest, request, cancellationToken);
    }
}
