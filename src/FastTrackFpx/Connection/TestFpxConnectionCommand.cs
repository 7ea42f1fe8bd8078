using FastTrackFpx.Parameters;
using FastTrackFpx.Pipeline;

namespace FastTrackFpx.Connection;

/// <summary>
/// Makes one cheap call (<c>GET timeZones</c>) and tells whether the service can be reached and accepts us, how fast it is and how far its clock is
/// from ours. What is wrong is part of the result, not an error.
/// </summary>
[Cmdlet(VerbsDiagnostic.Test, "FpxConnection")]
[OutputType(typeof(FpxConnectionTest))]
public sealed class TestFpxConnectionCommand : FpxCmdlet
{
    /// <summary>The connection to test, as an object or by name; without it the newest one of this runspace.</summary>
    [Parameter(Position = 0, ValueFromPipeline = true)]
    [ConnectionTransformation]
    [ArgumentCompleter(typeof(ConnectionCompleter))]
    public FpxConnection? Connection { get; set; }

    private protected override async Task RunAsync(CmdletRun run)
    {
        FpxConnection? connection = null;
        FpxConnectionTest result;
        try
        {
            connection = await run.OnPipelineAsync(_ => ConnectionRegistry.Choose(Connection)).ConfigureAwait(false);
            result = await run.Observe(connection).CheckAsync(run.Stopping).Select(Describe).ConfigureAwait(false);
        }
        catch (RestException exception)
        {
            result = Failed(new FpxConnectionTest(), exception);
        }

        connection ??= Connection;
        result.Connection = connection?.Name;
        result.BaseUri = connection?.BaseUri;
        result.CertificateDaysLeft = connection?.CertificateDaysLeft;
        await run.WriteAsync(result).ConfigureAwait(false);
    }

    private static FpxConnectionTest Describe(ConnectionCheck check)
    {
        var result = new FpxConnectionTest
        {
            Reachable = check.Reachable,
            Accepted = check.Accepted,
            StatusCode = check.StatusCode,
            LatencyMs = check.Latency is { } latency ? Math.Round(latency.TotalMilliseconds, 1) : null,
            // The Date header knows whole seconds only.
            ClockSkew = check.ClockSkew is { } skew ? TimeSpan.FromSeconds(Math.Round(skew.TotalSeconds)) : null,
        };
        return check.Error is { } error ? Failed(result, error) : result;
    }

    private static FpxConnectionTest Failed(FpxConnectionTest result, RestException exception)
    {
        result.ErrorId = exception.ErrorCode;
        result.Message = exception.Message;
        result.RecommendedAction = exception.RecommendedAction;
        return result;
    }
}
