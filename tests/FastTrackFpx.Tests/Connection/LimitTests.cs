using System;
using System.Linq;
using System.Management.Automation;
using System.Threading.Tasks;
using FastTrackFpx.EngineHost;
using FastTrackFpx.Tests.Bench;

namespace FastTrackFpx.Tests.Connection;

/// <summary>Settings and counters of a connection.</summary>
public sealed class LimitTests : SandboxBench
{
    [Fact]
    public void A_connection_shows_its_settings()
    {
        PSObject connection = Connect(Open(), ("PassThru", true), ("RequestsPerMinute", 50), ("MaxRetryCount", 3), ("TimeoutSec", 20)).Output.Single()!;

        object?[] settings = [Of(connection, "RequestsPerMinute"), Of(connection, "RateLimitScope")!.ToString(), Of(connection, "MaxRetryCount"), Of(connection, "TimeoutSec")];
        Assert.Equal([50, "Process", 3, 20], settings);
        Assert.All<object?>([Of(connection, "Retries"), Of(connection, "Throttled"), Of(connection, "Timeouts")], count => Assert.Equal(0L, count));
    }

    [Fact]
    public async Task An_answer_that_comes_too_late_is_counted_as_a_time_out()
    {
        await using OddService service = await OddService.StartAsync(context => Task.Delay(TimeSpan.FromSeconds(30), context.RequestAborted));
        using var session = PowerShellSession.OpenWithModule();
        PSObject connection = session.Run(
            "Connect-FpxService", ("SandboxPath", service.StateFolder), ("SkipCheck", true), ("PassThru", true), ("TimeoutSec", 1), ("MaxRetryCount", 0)).Succeeded().Output.Single()!;

        ErrorRecordAssert.One(session.Run("Invoke-FpxRequest", ("Path", "timeZones")), "OperationTimeout", ErrorCategory.OperationTimeout);

        Assert.Equal(1L, Of(connection, "Timeouts"));
    }
}
