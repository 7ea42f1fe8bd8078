namespace FastTrackFpx.CloudCockpit.Connection;

/// <summary>Ends a connection to CloudCockpit and removes its token from memory.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "CloudCockpitService", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(void))]
public sealed class DisconnectCloudCockpitServiceCommand : DisconnectCmdlet<CloudCockpitConnection>;

/// <summary>Gets this runspace's connections to CloudCockpit, the default one last. Sends nothing.</summary>
[Cmdlet(VerbsCommon.Get, "CloudCockpitConnection"), OutputType(typeof(CloudCockpitConnection))]
public sealed class GetCloudCockpitConnectionCommand : GetConnectionCmdlet<CloudCockpitConnection>;

/// <summary>Tests whether CloudCockpit can be reached and accepts the token, with one cheap request.</summary>
[Cmdlet(VerbsDiagnostic.Test, "CloudCockpitConnection"), OutputType(typeof(CloudCockpitConnectionTest))]
public sealed class TestCloudCockpitConnectionCommand : TestConnectionCmdlet<CloudCockpitConnection, CloudCockpitConnectionTest>;

/// <summary>Sends any request to CloudCockpit, with the token, headers, limit, retries and redaction of the connection.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "CloudCockpitRequest", SupportsShouldProcess = true), OutputType(typeof(PSObject), typeof(string))]
public sealed class InvokeCloudCockpitRequestCommand : InvokeRequestCmdlet<CloudCockpitConnection>
{
    private protected override string PathAction => "Pass a path of the service, for example v1/Resellers.";
}
