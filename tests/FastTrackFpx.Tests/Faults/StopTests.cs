namespace FastTrackFpx.Tests.Faults;

/// <summary>Ctrl+C, whatever is being waited for: back long before the wait is over, and no write without a word in the journal.</summary>
public sealed class StopTests(ITestOutputHelper output) : WriteBench
{
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(300);
    private readonly TaskCompletionSource _isSlow = new(TaskCreationOptions.RunContinuationsAsynchronously);

    protected override void Adjust(SandboxOptions options)
    {
        options.Readings["F27"] = "paged";
        options.Tenants = 60;
        options.TimeProvider = new Watched(_isSlow);
    }

    [Fact]
    public async Task During_a_wait_for_the_limiter()
    {
        PowerShellSession session = Connected(("RequestsPerMinute", 1));
        session.Run("Get-FpxTimeZone").Succeeded();

        SessionResult result = await StopAsync(session, "limiter wait", Warned, $"Get-FpxTenant");

        Assert.Contains("rate limit", Assert.Single(result.Warnings), StringComparison.Ordinal);
        // The same certificate, hence the same calls of a minute: what was given up holds none of them.
        PSObject connection = Connect(session, ("PassThru", true)).Output.Single()!;
        session.Run("Get-FpxTimeZone -Refresh").Succeeded();
        Assert.InRange((TimeSpan)Of(connection, "Waited")!, TimeSpan.Zero, TimeSpan.FromSeconds(1));
    }

    [Fact]
    public async Task During_a_wait_before_a_repeat()
    {
        PowerShellSession session = Connected();
        Service.SetFaults("""{"seed":1,"rules":[{"path":"partnerTenants","faults":[{"kind":"status","status":503,"retryAfter":"30"}]}]}""");
        await StopAsync(session, "retry wait", Warned, $"Get-FpxTenant");
    }

    [Theory, InlineData("headers"), InlineData("body")]
    public async Task During_an_answer_that_does_not_come(string moment)
    {
        PowerShellSession session = Connected();
        Service.SetFaults($$"""{"seed":1,"rules":[{"path":"partnerTenants","faults":[{"kind":"delay","moment":"{{moment}}","seconds":300}]}]}""");

        await StopAsync(session, $"slow {moment}", Dawdled, $"Get-FpxTenant");

        // Asked anew over the same connection: the answer that was given up would come after five minutes.
        Service.SetFaults(null);
        Assert.NotEmpty(session.Run("Get-FpxTenant").Succeeded().Output);
    }

    [Fact]
    public async Task Between_the_pages_of_a_list()
    {
        PowerShellSession session = Connected();
        Service.SetFaults("""{"seed":1,"rules":[{"path":"partnerTenants","query":"page=2","faults":[{"kind":"delay","moment":"headers","seconds":300}]}]}""");

        SessionResult result = await StopAsync(session, "paged read", pipeline => Task.WhenAll(_isSlow.Task, pipeline.FirstOutput), $"Get-FpxTenant");

        // Of the first page, whose records go on while the second is asked for.
        Assert.InRange(result.Output.Count, 1, 25);
    }

    [Theory]
    [InlineData("before", 0)]
    [InlineData("headers", 1)]
    public async Task During_a_write_which_reads_as_unknown_until_it_is_settled(string moment, int held)
    {
        PowerShellSession session = Connected();
        Guid tenant = session.Run("Get-FpxTenant").Succeeded().Values<FpxTenant>()[0].TenantId;
        string category = session.Run("Get-FpxNoteCategory").Succeeded().Values<FpxLookup>()[0].Name!;
        string text = $"Stopped {moment} {Guid.NewGuid():N}";
        Service.SetFaults($$"""{"seed":1,"rules":[{"method":"POST","faults":[{"kind":"delay","moment":"{{moment}}","seconds":300}]}]}""");

        await StopAsync(session, $"write, {moment}", Dawdled, $"New-FpxNote -TenantId {tenant} -NoteCategory {category} -Text {text}");

        Service.SetFaults(null);
        FpxChange noted = Noted();
        Assert.Equal(FpxChangeOutcome.Unknown, noted.Outcome);
        Assert.Equal(held, Service.Export().Split(text).Length - 1);
        session.Run($"{noted} | Resolve-FpxChange").Succeeded();
        // What is not there may still arrive.
        Assert.Equal(held == 1 ? FpxChangeOutcome.Done : FpxChangeOutcome.Unknown, Noted().Outcome);

        FpxChange Noted() => session.Run($"Get-FpxChange -TenantId {tenant}").Succeeded().Values<FpxChange>()
            .First(change => change.BaseUri == Service.BaseUri);
    }

    private PowerShellSession Connected(params (string? Name, object? Value)[] further)
    {
        PowerShellSession session = Open();
        Connect(session, [("SkipCheck", true), .. further]);
        return session;
    }

    private static Task Warned(RunningPipeline pipeline) => pipeline.FirstWarning;

    private Task Dawdled(RunningPipeline pipeline) => _isSlow.Task;

    /// <summary>Stops a pipeline once it waits: for the service, or for itself, of which it warns.</summary>
    private async Task<SessionResult> StopAsync(PowerShellSession session, string what, Func<RunningPipeline, Task> waits, ScriptText script)
    {
        RunningPipeline pipeline = session.Start(script);
        await waits(pipeline).WaitAsync(TimeSpan.FromSeconds(30));
        var clock = Stopwatch.StartNew();
        pipeline.Stop();
        SessionResult result = pipeline.Wait();
        TimeSpan took = clock.Elapsed;
        output.WriteLine($"Ctrl+C during a {what}: back after {took.TotalMilliseconds:0} ms.");
        Assert.True(result.WasStopped);
        Assert.DoesNotContain(result.AllErrors, error => !error.FullyQualifiedErrorId.Contains("Stopped", StringComparison.Ordinal));
        // The shortest of the waits takes 30 seconds.
        Assert.InRange(took, TimeSpan.Zero, TimeSpan.FromSeconds(15));
        return result;
    }

    /// <summary>The service's clock; says when the service begins to dawdle.</summary>
    private sealed class Watched(TaskCompletionSource isSlow) : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime == Long) isSlow.TrySetResult();
            return base.CreateTimer(callback, state, dueTime, period);
        }
    }
}
