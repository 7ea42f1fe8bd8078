using System.ComponentModel;

namespace FastTrackFpx.CloudCockpit;

/// <summary>
/// A connection to a CloudCockpit portal. Several threads and runspaces of a process may use it at once (<c>$using:connection</c>). It never shows a
/// secret.
/// </summary>
[TypeConverter(typeof(ConnectionConverter))]
public sealed class CloudCockpitConnection : RestConnection
{
    internal CloudCockpitConnection(string name, ServiceEnvironment? environment, string tenant, RestClient client, TokenScript? token, bool keepsJournal)
        : base(name, client, token, keepsJournal)
    {
        Environment = environment;
        Tenant = tenant;
    }

    private CloudCockpitConnection() { }

    /// <summary>Prod or Sandbox; null for another address.</summary>
    public ServiceEnvironment? Environment { get; }

    /// <summary>The domain of the portal.</summary>
    public string? Tenant { get; }

    private protected override RestRequest CheckRequest() => new("GET", "/v1/Resellers") { Query = [new("pageSize", "1")] };
}

/// <summary>The result of <c>Test-CloudCockpitConnection</c>.</summary>
public sealed class CloudCockpitConnectionTest : ConnectionTest;
