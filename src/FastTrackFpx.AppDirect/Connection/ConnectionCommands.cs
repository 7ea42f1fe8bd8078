namespace FastTrackFpx.AppDirect.Connection;

/// <summary>Ends a connection: its sockets and its token. A connection that has ended already is not an error.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "AppDirectService", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(void))]
public sealed class DisconnectAppDirectServiceCommand : DisconnectCmdlet<AppDirectConnection>;

/// <summary>Gets this runspace's connections to marketplaces, the default one last. Sends nothing.</summary>
[Cmdlet(VerbsCommon.Get, "AppDirectConnection")]
[OutputType(typeof(AppDirectConnection))]
public sealed class GetAppDirectConnectionCommand : GetConnectionCmdlet<AppDirectConnection>;

/// <summary>
/// Sends one cheap request and returns whether the marketplace can be reached and accepts the credentials, its latency, and how far its clock is from this
/// machine's. What fails is part of the result, not an error.
/// </summary>
[Cmdlet(VerbsDiagnostic.Test, "AppDirectConnection")]
[OutputType(typeof(AppDirectConnectionTest))]
public sealed class TestAppDirectConnectionCommand : TestConnectionCmdlet<AppDirectConnection, AppDirectConnectionTest>
{
    private protected override void Complete(AppDirectConnectionTest result, AppDirectConnection connection) => result.TokenExpiry = connection.TokenExpiry;
}

/// <summary>Sends any request to the marketplace, with the credentials, limit, retries and redaction of the connection.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "AppDirectRequest", SupportsShouldProcess = true)]
[OutputType(typeof(PSObject), typeof(string))]
public sealed class InvokeAppDirectRequestCommand : InvokeRequestCmdlet<AppDirectConnection>
{
    private protected override string Root => "api";

    private protected override string PathAction => "Pass the path below /api, for instance account/v2/companies.";
}
