using System.ComponentModel;
using FastTrackFpx.LongJump.Platform;
using FastTrackFpx.LongJump.Tenants;
using FastTrackFpx.Rest.Changes;
using FastTrackFpx.Rest.Http;

namespace FastTrackFpx.LongJump;

/// <summary>
/// A connection to a LongJump platform. Several threads and runspaces of a process may use it at once (<c>$using:connection</c>). It never shows a secret.
/// </summary>
[TypeConverter(typeof(ConnectionConverter))]
public sealed class LongJumpConnection : RestConnection
{
    private readonly IDisposable? _signIn;

    internal LongJumpConnection(string name, ServiceEnvironment? environment, string? userName, RestClient client, IDisposable? signIn, bool keepsJournal)
        : base(name, client, token: null, keepsJournal)
    {
        Environment = environment;
        UserName = userName;
        _signIn = signIn;
    }

    private LongJumpConnection()
    {
    }

    /// <summary>Prod or Sandbox; null for another address.</summary>
    public ServiceEnvironment? Environment { get; }

    /// <summary>The user who logged in; null if the connection uses a session id.</summary>
    public string? UserName { get; }

    /// <summary>The writes with what they need to be read back and undone.</summary>
    internal LongJumpWrites Writing(CmdletRun run, WriteContext context) => (LongJumpWrites)WritesFor(run, context);

    internal override Task SignOutAsync(CmdletRun run) => _signIn is null
        ? Task.CompletedTask
        : RestFor(run).SendAsync(new RestRequest("GET", LongJumpPaths.Root + "/logout") { MaxRetryCount = 0 }, response => PlatformContent.Read(response, static (_, _) => true), run.Stopping);

    private protected override ServiceWrites WritesFor(RestClient client, WriteContext context) => new LongJumpWrites(client, Pending, context);

    private protected override RestRequest CheckRequest() => new("GET", LongJumpPaths.Tenants) { Query = [new("fieldList", "id"), new("pageSize", "1")] };

    private protected override void DisposeClient()
    {
        base.DisposeClient();
        _signIn?.Dispose();
    }
}

/// <summary>The result of <c>Test-LongJumpConnection</c>.</summary>
public sealed class LongJumpConnectionTest : ConnectionTest;
