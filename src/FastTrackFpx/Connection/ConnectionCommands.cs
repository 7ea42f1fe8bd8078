namespace FastTrackFpx.Connection
{
    /// <summary>Ends a connection: its sockets, caches and token, and the certificate if the module loaded it.</summary>
    [Cmdlet(VerbsCommunications.Disconnect, "FpxService", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Low)]
    [OutputType(typeof(void))]
    public sealed class DisconnectFpxServiceCommand : DisconnectCmdlet<FpxConnection>;

    /// <summary>Gets this runspace's connections, the default one last. Sends nothing.</summary>
    [Cmdlet(VerbsCommon.Get, "FpxConnection"), OutputType(typeof(FpxConnection))]
    public sealed class GetFpxConnectionCommand : GetConnectionCmdlet<FpxConnection>;

    /// <summary>Sends <c>GET timeZones</c> and returns whether the service can be reached, its latency and how far its clock is from this one.</summary>
    [Cmdlet(VerbsDiagnostic.Test, "FpxConnection"), OutputType(typeof(FpxConnectionTest))]
    public sealed class TestFpxConnectionCommand : TestConnectionCmdlet<FpxConnection, FpxConnectionTest>
    {
        private protected override void Complete(FpxConnectionTest result, FpxConnection connection) =>
            result.CertificateDaysLeft = connection.CertificateDaysLeft;
    }
}

namespace FastTrackFpx
{
    /// <summary>The result of <c>Test-FpxConnection</c>.</summary>
    public sealed class FpxConnectionTest : ConnectionTest
    {
        /// <summary>Whole days until the client certificate expires.</summary>
        public int? CertificateDaysLeft { get; internal set; }
    }
}
