namespace FastTrackFpx.Tests.Faults;

/// <summary>A service that is away for a minute in the middle of a pipeline and comes back at the same address.</summary>
[Trait("Category", "Slow")]
public sealed class OutageTests(ITestOutputHelper output) : FaultBench
{
    private string? _fatalPath;
    private int _callsBefore;
    private int _restarts;
    private ITimer? _restart;

    protected override void Adjust(SandboxOptions options)
    {
        base.Adjust(options);
        // Enough calls that the last of them come after the service has gone, however quick they are.
        options.Tenants = 1000;
        options.Trace = line =>
        {
            if (_fatalPath is not { } path || !line.Contains(path, StringComparison.Ordinal) || Interlocked.Decrement(ref _callsBefore) != 0) return;
            // Nobody's time runs until it is gone.
            Clock.Hold();
            _ = Task.Run(GoAwayAsync);
        };
    }

    [Fact]
    public void A_pipeline_of_reads_is_complete_and_has_warned()
    {
        PowerShellSession session = OpenOnClock();
        SessionResult calm = session.Run("Get-FpxTenant | Get-FpxContact").Succeeded();
        FallAt("GET v1.2/partnerTenants/contacts", 2);
        SessionResult result = session.Run("Get-FpxTenant | Get-FpxContact");
        Report(result);
        Assert.Equal(calm.Values<FpxContact>().Select(contact => contact.ContactId), result.Succeeded().Values<FpxContact>().Select(contact => contact.ContactId));
    }

    [Fact]
    public void A_pipeline_of_writes_is_complete_and_each_is_held_at_most_once()
    {
        PowerShellSession session = OpenOnClock();
        FpxTenant[] tenants = [.. session.Run("Get-FpxTenant").Succeeded().Values<FpxTenant>().Take(12)];
        string category = session.Run("Get-FpxNoteCategory").Succeeded().Values<FpxLookup>()[0].Name!;
        FallAt("POST v1.2/tenants/", 6);

        SessionResult result = session.Run($"{tenants} | New-FpxNote -NoteCategory {category} -Text 'Written through an outage.'");

        Report(result);
        // The one that was under way when the service went away may be lost with it, and is not sent again.
        Assert.All(result.Errors, error => Assert.StartsWith("WriteUnsettled", error.FullyQualifiedErrorId, StringComparison.Ordinal));
        Assert.InRange(result.Errors.Count, 0, 1);
        int held = Service.Export().Split("Written through an outage.").Length - 1;
        Assert.Equal(tenants.Length - result.Errors.Count, result.Output.Count);
        Assert.InRange(held, result.Output.Count, tenants.Length);
    }

    private void FallAt(string path, int call) => (_callsBefore, _fatalPath) = (call, path);

    private async Task GoAwayAsync()
    {
        await StopServiceAsync();
        _restart = RestClock.CreateTimer(
            _ =>
            {
                // Time stands still until it is back.
                StartServiceAgainAsync().GetAwaiter().GetResult();
                _restarts++;
            },
            null,
            TimeSpan.FromSeconds(60),
            Timeout.InfiniteTimeSpan);
        Clock.Release();
    }

    private void Report(SessionResult result)
    {
        output.WriteLine($"{result.Output.Count} records, warnings:\n{string.Join("\n", result.Warnings)}");
        _restart?.Dispose();
        Assert.Equal(1, _restarts);
        Assert.NotEmpty(result.Warnings);
        Assert.All(result.Warnings, warning => Assert.Matches(@"^Waiting [\d.,]+ seconds, until .*, before attempt \d of (GET|POST) .*: .* \((retry|circuit open)\)\.$", warning));
    }
}
