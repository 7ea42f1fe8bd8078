namespace FastTrackFpx.Tests.Connection;

/// <summary>Settings and counters of a connection, with shared limits in a folder of these tests: they damage it.</summary>
[Collection(nameof(ProcessEnvironment))]
public sealed class LimitTests : SandboxBench
{
    private readonly TemporaryFolder _limits = new();
    private readonly EnvironmentVariables _variables;

    public LimitTests() => _variables = new EnvironmentVariables((TestJournal.LimitsVariable, _limits.Path));

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        _variables.Dispose();
        _limits.Dispose();
    }

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
        await using OddServer service = await OddServer.StartAsync(context => Task.Delay(TimeSpan.FromSeconds(30), context.RequestAborted));
        using var session = PowerShellSession.OpenWithModule();
        PSObject connection = session.Run($"Connect-FpxService -SandboxPath {service.StateFolder} -SkipCheck -PassThru -TimeoutSec 1 -MaxRetryCount 0").Succeeded().Output.Single()!;
        ErrorRecordAssert.One(session.Run("Invoke-FpxRequest -Path timeZones"), "OperationTimeout", ErrorCategory.OperationTimeout);
        Assert.Equal(1L, Of(connection, "Timeouts"));
    }

    [Fact]
    public void A_connection_under_the_machines_limit_shows_it_and_keeps_count_in_a_file_of_its_users()
    {
        Connect(Open(), ("RateLimitScope", "Machine"), ("RequestsPerMinute", 9), ("Name", "one"));
        PowerShellSession session = Open();
        Connect(session, ("RateLimitScope", "Machine"), ("RequestsPerMinute", 9), ("Name", "two"));
        PSObject connection = session.Run("Get-FpxConnection").Succeeded().Output.Single()!;
        Assert.Equal(("Machine", 7), (Of(connection, "RateLimitScope")!.ToString(), (int)Of(connection, "CallsLeft")!));
        Assert.NotEmpty(LimitFiles);
        if (OperatingSystem.IsWindows()) return;
        foreach (string file in LimitFiles) Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file));
    }

    [Fact]
    public void A_damaged_count_is_warned_of_and_waited_out()
    {
        PowerShellSession session = Open();
        Connect(session, ("RateLimitScope", "Machine"));
        foreach (string file in LimitFiles) File.WriteAllText(file, "damaged");

        // The answer Stop ends the wait of a minute as soon as the warning is there.
        SessionResult result = session.Run("Get-FpxTimeZone -Refresh -WarningAction Stop");

        Assert.Contains("was damaged and starts again", result.Failure!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_count_that_cannot_be_kept_ends_the_connecting_and_says_what_to_do()
    {
        using var variables = new EnvironmentVariables((TestJournal.LimitsVariable, Write("no folder", [])));
        SessionResult result = Open().Run($"Connect-FpxService -SandboxPath {Service.StateFolder} -RateLimitScope Machine");
        ErrorRecord error = ErrorRecordAssert.Terminating(result, "RateLimitUnavailable", ErrorCategory.ResourceUnavailable);
        Assert.Contains("-RateLimitScope Process", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Empty(Calls);
    }

    private string[] LimitFiles => Directory.GetFiles(_limits.Path, "*.permits");
}
