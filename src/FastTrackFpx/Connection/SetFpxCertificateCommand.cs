using FastTrackFpx.Parameters;
using FastTrackFpx.Pipeline;
using FastTrackFpx.Rest.Authentication;

namespace FastTrackFpx.Connection;

/// <summary>
/// Goes on with another certificate, for the last days of the present one. The new one is proved with one cheap call (<c>GET timeZones</c>) before it
/// is used; calls under way end as they began, and no cmdlet that is running notices.
/// </summary>
[Cmdlet(VerbsCommon.Set, "FpxCertificate", SupportsShouldProcess = true, DefaultParameterSetName = ByPath)]
[OutputType(typeof(FpxConnection))]
public sealed class SetFpxCertificateCommand : CertificateCmdlet
{
    /// <summary>The connection that is to go on with the certificate, as an object or by name; without it the newest one of this runspace.</summary>
    [Parameter]
    [ConnectionTransformation]
    [ArgumentCompleter(typeof(ConnectionCompleter))]
    public FpxConnection? Connection { get; set; }

    /// <summary>Gives the connection to the pipeline.</summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <summary>Makes no call: whether the service takes the certificate shows at the next one.</summary>
    [Parameter]
    public SwitchParameter SkipCheck { get; set; }

    // A script that takes the old certificate away next must not go on.
    private protected override bool EndsEverything(RestException exception) => true;

    private protected override async Task RunAsync(CmdletRun run)
    {
        FpxConnection connection = await run.OnPipelineAsync(_ => ConnectionRegistry.Choose(Connection)).ConfigureAwait(false);
        FpxClient client = run.Observe(connection);
        FpxCertificate certificate = ReadCertificate()!;
        bool taken = false;
        try
        {
            string action = $"Replace the certificate {connection.CertificateThumbprint} (until {connection.CertificateNotAfter:d}) by {certificate.Thumbprint} (until {certificate.NotAfter:d})";
            if (!await run.OnPipelineAsync(_ => ShouldProcess($"{connection.Name} ({connection.BaseUri})", action)).ConfigureAwait(false)) return;
            if (!SkipCheck) await ProveAsync(run, client, certificate).ConfigureAwait(false);
            client.ReplaceCertificate(certificate);
            taken = true;
        }
        finally
        {
            if (!taken) certificate.Dispose();
        }

        if (certificate.EndNotice is { } notice) run.Warning(notice);
        if (PassThru) await run.WriteAsync(connection).ConfigureAwait(false);
    }

    private static async Task ProveAsync(CmdletRun run, FpxClient client, FpxCertificate certificate)
    {
        RestException? fault = await client.CheckAsync(certificate, run.Stopping).Select(check => check.Error).ConfigureAwait(false);
        if (fault is not null) throw fault;
    }
}
