using System.ComponentModel;

namespace FastTrackFpx;

/// <summary>
/// A connection to an FPX service. Several threads and runspaces of a process may use it at once (<c>$using:connection</c>). It never shows a secret.
/// </summary>
[TypeConverter(typeof(ConnectionConverter))]
public sealed class FpxConnection : RestConnection
{
    private readonly FpxClient? _client;

    internal FpxConnection(string name, FpxEnvironment? environment, FpxClient client, TokenScript? token, bool keepsJournal)
        : base(name, client.Rest, token, keepsJournal)
    {
        _client = client;
        Environment = environment;
        ApiVersion = client.ApiVersion;
    }

    private FpxConnection() { }

    /// <summary>The service, if it is one of those known by name.</summary>
    public FpxEnvironment? Environment { get; }
    /// <summary>The API version of requests.</summary>
    public string? ApiVersion { get; }

    /// <summary>The client certificate's subject.</summary>
    public string? CertificateSubject => _client?.Certificate.Subject;

    /// <summary>The client certificate's SHA-1 thumbprint.</summary>
    public string? CertificateThumbprint => _client?.Certificate.Thumbprint;

    /// <summary>When the client certificate expires.</summary>
    public DateTimeOffset? CertificateNotAfter => _client?.Certificate.NotAfter;

    /// <summary>Whole days until the client certificate expires; negative if it has expired.</summary>
    public int? CertificateDaysLeft => _client?.Certificate.DaysLeft;

    internal FpxClient Client
    {
        get
        {
            RequireUsable();
            return _client!;
        }
    }

    internal override string? Notice => _client?.Certificate.EndNotice;

    private protected override RestRequest CheckRequest() => FpxClient.CheckRequest(ApiVersion!);

    internal FpxClient ClientFor(CmdletRun run) => run.Use(this, observer => Client.ObservedBy(observer));

    internal override RestClient RestFor(CmdletRun run) => ClientFor(run).Rest;

    /// <summary>All writes of a client. The module sets it at import, because only the module knows all nouns.</summary>
    internal static Func<FpxClient, WriteContext, ServiceWrites> AllWrites { get; set; } =
        static (_, _) => throw new InvalidOperationException("The module is not imported.");

    internal override ServiceWrites WritesFor(CmdletRun run, WriteContext context) => AllWrites(ClientFor(run), context);

    private protected override void DisposeClient() => _client?.Dispose();
}

/// <summary>A service that is known by name.</summary>
public enum FpxEnvironment
{
    /// <summary>Microsoft's production service.</summary>
    Prod,

    /// <summary>Microsoft's user acceptance test service.</summary>
    Uat,

    /// <summary>A sandbox that runs on this machine.</summary>
    Sandbox,
}
