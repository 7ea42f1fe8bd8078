namespace FastTrackFpx.Tests.Faults;

/// <summary>What somebody is told of a wait: why, until when, and before what.</summary>
public sealed class WaitTests : FaultBench
{
    [Theory]
    [InlineData(429, "120")]
    [InlineData(503, "120")]
    [InlineData(429, "date")]
    public void A_wait_that_the_service_asks_for_is_waited_to_the_letter_and_warned_of(int status, string form)
    {
        PowerShellSession session = OpenOnClock();
        string asked = form == "date" ? (Clock.Now + TimeSpan.FromSeconds(120)).ToString("r") : form;
        Strike($$"""{"kind":"status","status":{{status}},"retryAfter":"{{asked}}"}""", path: "tenants/*", how: "\"times\":1,");
        Guid tenant = session.Run("Get-FpxTenant").Succeeded().Values<FpxTenant>()[0].TenantId;
        DateTimeOffset before = Clock.Now;

        SessionResult result = session.Run($"Get-FpxTenant -TenantId {tenant} -Basic").Succeeded();

        // A date tells whole seconds.
        Assert.InRange(Clock.Now - before, TimeSpan.FromSeconds(form == "date" ? 119 : 120), TimeSpan.FromSeconds(120));
        string warning = Assert.Single(result.Warnings);
        Assert.Matches($@"^Waiting (119(\.\d)?|120) seconds, until \d.*, before attempt 2 of GET /ftop/\S+: the service responded with status {status} \(Retry-After\)\.$", warning);
    }

    [Fact]
    public void A_shorter_wait_is_told_to_those_who_ask_and_warned_of_to_nobody()
    {
        PowerShellSession session = OpenOnClock();
        Strike("""{"kind":"status","status":503,"retryAfter":"5"}""", path: "partnerTenants", how: "\"times\":1,");
        SessionResult result = session.Run("Get-FpxTenant -Verbose").Succeeded();
        Assert.Empty(result.Warnings);
        Assert.Contains(result.Verbose, line => line.StartsWith("Waiting 5 seconds, until ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("31536000", "365 days")]
    [InlineData("700", "11.7 minutes")]
    [InlineData("99999999999999999999", "days")]
    [InlineData("Fri, 31 Dec 9999 23:59:59 GMT", "days")]
    public void A_wait_that_is_longer_than_a_call_may_take_is_not_begun_and_is_named(string asked, string words)
    {
        PowerShellSession session = OpenOnClock();
        Strike($$"""{"kind":"status","status":429,"retryAfter":"{{asked}}"}""", path: "partnerTenants");
        DateTimeOffset before = Clock.Now;
        ErrorRecord error = ErrorRecordAssert.NonTerminating(session.Run("Get-FpxTenant"), "Throttled", ErrorCategory.LimitsExceeded);
        Assert.Equal(before, Clock.Now);
        Assert.Matches($"It asks to wait .*{words}, longer than what is left of the 10 minutes for a request", error.ErrorDetails.Message);
    }

    [Fact]
    public void A_timeout_is_called_one_and_says_how_long_was_waited()
    {
        PowerShellSession session = OpenOnClock(("TimeoutSec", 30), ("MaxRetryCount", 1));
        Strike("""{"kind":"delay","moment":"headers","seconds":31}""", path: "partnerTenants");
        ErrorRecord error = ErrorRecordAssert.NonTerminating(session.Run("Get-FpxTenant"), "OperationTimeout", ErrorCategory.OperationTimeout);
        Assert.Contains("did not respond within 30 seconds", error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.Contains("Tried 2 times", error.ErrorDetails.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("cancel", error.ErrorDetails.Message, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void An_open_circuit_says_since_when_and_until_when_and_closes_again()
    {
        PowerShellSession session = OpenOnClock(("MaxRetryCount", 0));
        Guid[] tenants = [.. session.Run("Get-FpxTenant").Succeeded().Values<FpxTenant>().Select(tenant => tenant.TenantId)];
        Strike("""{"kind":"status","status":500}""", path: "tenants/*");
        DateTimeOffset opened = Clock.Now;

        // Of forty calls some thirty fail before the others are held back.
        SessionResult result = session.Run($"{Enumerable.Range(0, 40).Select(number => tenants[number % tenants.Length])} | Get-FpxTenant -Basic");

        ErrorRecord[] held = [.. result.Errors.Where(error => error.FullyQualifiedErrorId.StartsWith("CircuitOpen", StringComparison.Ordinal))];
        Assert.Equal(40, result.Errors.Count);
        Assert.InRange(held.Length, 5, 15);
        Assert.All(held, error => Assert.Contains(
            $"has kept failing since {opened:u}; requests are held back until {opened + TimeSpan.FromSeconds(15):u}", error.ErrorDetails.Message, StringComparison.Ordinal));
        Assert.All(held, error => Assert.Equal(ErrorCategory.ResourceUnavailable, error.CategoryInfo.Category));
        int calls = Calls.Count;
        session.Run($"Get-FpxTenant -TenantId {tenants[0]} -Basic");
        Assert.Equal(calls, Calls.Count);

        Strike(null);
        Clock.Advance(TimeSpan.FromSeconds(15));
        Assert.Equal(12, session.Run($"{tenants} | Get-FpxTenant -Basic").Succeeded().Output.Count);
    }
}
