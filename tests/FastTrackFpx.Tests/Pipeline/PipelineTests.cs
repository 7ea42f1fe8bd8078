namespace FastTrackFpx.Tests.Pipeline;

public sealed class PipelineTests
{
    [Fact]
    public async Task Stopping_ends_a_call_that_is_under_way()
    {
        var asked = new TaskCompletionSource();
        var givenUp = new TaskCompletionSource();
        await using OddServer service = await OddServer.StartAsync(async context =>
        {
            if (context.Request.Path.Value!.EndsWith("timeZones", StringComparison.Ordinal))
            {
                await OddServer.TextAsync(context, "[]", "application/json");
                return;
            }

            context.RequestAborted.Register(() => givenUp.TrySetResult());
            asked.TrySetResult();
            await givenUp.Task;
        });
        PowerShellSession session = service.Connect();

        RunningPipeline pipeline = session.Start("Get-FpxTenant");
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(30));
        pipeline.Stop();

        Assert.True(pipeline.Wait().WasStopped);
        await givenUp.Task.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task Records_keep_their_order_however_many_there_are()
    {
        string tenants = string.Join(",", Enumerable.Range(1, 5000).Select(number => $$"""{"tenantId":"{{Guid.NewGuid()}}","tpid":{{number}}}"""));
        await using OddServer service = await OddServer.StartAsync(OddServer.Json(
            ("timeZones", "[]"), ("partnerTenants", $$"""{"count":5000,"hasMore":false,"items":[{{tenants}}]}""")));
        PowerShellSession session = service.Connect();
        SessionResult result = session.Run("Get-FpxTenant").Succeeded();
        Assert.Equal(Enumerable.Range(1, 5000).Select(number => (long)number), result.Output.Select(item => (long)item!.Properties["Tpid"].Value));
        Assert.Empty(result.Progress);
    }

    [Fact]
    public async Task What_lasts_over_two_seconds_shows_progress_and_takes_it_away()
    {
        var isShown = new TaskCompletionSource();
        await using OddServer service = await OddServer.StartAsync(context => OddServer.JsonAsync(context, "[]"));
        PowerShellSession session = service.Connect();
        service.Answer = async context =>
        {
            await isShown.Task.WaitAsync(context.RequestAborted);
            await OddServer.JsonAsync(context, """{"count":0,"hasMore":false,"items":[]}""");
        };

        var clock = Stopwatch.StartNew();
        RunningPipeline pipeline = session.Start("Get-FpxTenant");
        await pipeline.FirstProgress.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.True(clock.Elapsed >= TimeSpan.FromSeconds(2));
        isShown.SetResult();
        SessionResult result = pipeline.Wait().Succeeded();

        Assert.Equal("Get-FpxTenant", result.Progress[0].Activity);
        Assert.Equal(System.Management.Automation.ProgressRecordType.Completed, result.Progress[^1].RecordType);
    }
}
