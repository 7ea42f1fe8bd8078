namespace FastTrackFpx.LongJump.Connection;

/// <summary>Ends a connection to LongJump: logs out, if the module logged in, and removes the session and the password from memory.</summary>
[Cmdlet(VerbsCommunications.Disconnect, "LongJumpService", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
[OutputType(typeof(void))]
public sealed class DisconnectLongJumpServiceCommand : DisconnectCmdlet<LongJumpConnection>;

/// <summary>Gets this runspace's connections to LongJump, the default one last. Sends nothing.</summary>
[Cmdlet(VerbsCommon.Get, "LongJumpConnection"), OutputType(typeof(LongJumpConnection))]
public sealed class GetLongJumpConnectionCommand : GetConnectionCmdlet<LongJumpConnection>;

/// <summary>Tests whether LongJump can be reached and accepts the session, with one cheap request.</summary>
[Cmdlet(VerbsDiagnostic.Test, "LongJumpConnection"), OutputType(typeof(LongJumpConnectionTest))]
public sealed class TestLongJumpConnectionCommand : TestConnectionCmdlet<LongJumpConnection, LongJumpConnectionTest>;

/// <summary>Sends any request to LongJump, with the session, limit, retries and redaction of the connection. Bodies are XML.</summary>
[Cmdlet(VerbsLifecycle.Invoke, "LongJumpRequest", SupportsShouldProcess = true), OutputType(typeof(PSObject), typeof(string))]
public sealed class InvokeLongJumpRequestCommand : InvokeRequestCmdlet<LongJumpConnection>
{
    private protected override string Root => LongJumpProfile.Root;

    private protected override string PathAction => "Pass the part below /networking/rest, for example tenant.";
}
