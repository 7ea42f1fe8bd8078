namespace FastTrackFpx.Tests.Faults;

/// <summary>The faults of the client's matrix that cover it, as somebody at a prompt meets them.</summary>
[Trait("Category", "Slow")]
public sealed class FaultCoverTests(ITestOutputHelper output) : FaultBench
{
    private static readonly Cover[] Covers =
    [
        new("""{"kind":"status","status":400}""", "RequestRefused InvalidArgument", "RequestRefused InvalidArgument"),
        new("""{"kind":"status","status":401}""", "NotAuthenticated AuthenticationError", "NotAuthenticated AuthenticationError"),
        new("""{"kind":"status","status":403}""", "NotAuthorized PermissionDenied", "NotAuthorized PermissionDenied"),
        new("""{"kind":"status","status":404}""", "NotFound ObjectNotFound", "NotFound ObjectNotFound"),
        new("""{"kind":"status","status":408}""", "OperationTimeout OperationTimeout", "WriteUnsettled InvalidResult"),
        new("""{"kind":"status","status":409}""", "Conflict ResourceExists", "Conflict ResourceExists"),
        new("""{"kind":"status","status":429,"retryAfter":"120"}""", "Throttled LimitsExceeded", "Throttled LimitsExceeded"),
        new("""{"kind":"status","status":500}""", "ServiceFailed ResourceUnavailable", "WriteUnsettled InvalidResult"),
        new("""{"kind":"status","status":503}""", "ServiceFailed ResourceUnavailable", "WriteUnsettled InvalidResult"),
        new("""{"kind":"reset","moment":"upload"}""", "ConnectionLost ConnectionError", "WriteUnsettled InvalidResult"),
        new("""{"kind":"reset","moment":"headers"}""", "ConnectionLost ConnectionError", null),
        new("""{"kind":"reset","moment":"body"}""", "ResponseTruncated InvalidResult", null),
        new("""{"kind":"lostAnswer","status":502}""", "ServiceFailed ResourceUnavailable", null),
        new("""{"kind":"late","seconds":2}""", "ServiceFailed ResourceUnavailable", null),
        new("""{"kind":"delay","moment":"headers","seconds":150}""", "OperationTimeout OperationTimeout", null),
        new("""{"kind":"delay","moment":"body","seconds":20}""", null, null),
        new("""{"kind":"cutOff"}""", "ResponseTruncated InvalidResult", null),
        new("""{"kind":"html"}""", "ResponseNotJson InvalidResult", "WriteUnsettled InvalidResult"),
        new("""{"kind":"gzip"}""", "ResponseNotJson InvalidResult", null),
        new("""{"kind":"contentType","contentType":"text/html"}""", null, null),
        new("""{"kind":"clockSkew","seconds":3600}""", null, null),
    ];

    [Fact]
    public void Every_fault_ends_in_the_right_result_or_in_an_error_that_says_what_to_do_and_each_write_is_held_once()
    {
        PowerShellSession session = OpenOnClock();
        Guid tenant = session.Run("Get-FpxTenant").Succeeded().Values<FpxTenant>()[0].TenantId;
        string category = session.Run("Get-FpxNoteCategory").Succeeded().Values<FpxLookup>()[0].Name!;
        var outcomes = new List<string>();
        foreach (Cover cover in Covers)
        {
            outcomes.Add(Read(session, tenant, cover.Fault, cover.Read, always: true));
            outcomes.Add(Read(session, tenant, cover.Fault, IsPassing(cover.Read) ? null : cover.Read, always: false));
            outcomes.Add(Write(session, tenant, category, cover.Fault, cover.Write, always: true));
            outcomes.Add(Write(session, tenant, category, cover.Fault, IsPassing(cover.Write) ? null : cover.Write, always: false));
        }

        output.WriteLine(
            $"Fault matrix by cmdlet: {outcomes.Count} cells ({Covers.Length} faults, once and always, on a read and a write): "
            + string.Join(", ", outcomes.GroupBy(outcome => outcome).OrderByDescending(group => group.Count()).Select(group => $"{group.Count()} {group.Key}")) + ".");
        Assert.Equal(Covers.Length * 4, outcomes.Count);
    }

    private static bool IsPassing(string? error) =>
        error?.Split(' ')[0] is "OperationTimeout" or "Throttled" or "ServiceFailed" or "ConnectionLost" or "ResponseTruncated" or "ResponseNotJson";

    private string Read(PowerShellSession session, Guid tenant, string fault, string? error, bool always)
    {
        Strike(fault, "GET", "tenants/*/contacts", always ? string.Empty : "\"times\":1,");
        SessionResult result = session.Run($"Get-FpxContact -TenantId {tenant}");
        string outcome = Judge(result, error, $"a read, {fault}, {always}");
        if (error is null) Assert.NotEmpty(result.Output);
        else Assert.Empty(result.Output);
        return outcome;
    }

    private string Write(PowerShellSession session, Guid tenant, string category, string fault, string? error, bool always)
    {
        string text = $"Cover {Guid.NewGuid():N}";
        Strike(fault, "POST", "tenants/*/notes", always ? string.Empty : "\"times\":1,");
        string outcome = Judge(session.Run($"New-FpxNote -TenantId {tenant} -NoteCategory {category} -Text {text}"), error, $"a write, {fault}, {always}");
        FpxChange noted = session.Run($"Get-FpxChange -TenantId {tenant}").Succeeded().Values<FpxChange>().Single(change => change.Summary?.Contains(text[..20], StringComparison.Ordinal) == true);
        (int Held, FpxChangeOutcome Noted) found = (Service.Export().Split(text).Length - 1, noted.Outcome);
        // A note is never sent again on the strength of its absence: it may still be on its way.
        FpxChangeOutcome expected = error is null ? FpxChangeOutcome.Done : error.StartsWith("WriteUnsettled", StringComparison.Ordinal) ? FpxChangeOutcome.Unknown : FpxChangeOutcome.Failed;
        Assert.Equal((error is null ? 1 : 0, expected), found);
        return outcome;
    }

    private string Judge(SessionResult result, string? error, string what)
    {
        Strike(null);
        // Whatever opened the circuit is long ago for the next one.
        Clock.Advance(TimeSpan.FromMinutes(10));
        if (error is null)
        {
            Assert.True(result.AllErrors.Count == 0, $"{what}: {result.AllErrors.FirstOrDefault()}");
            return "right";
        }

        Assert.True(result.AllErrors.Count == 1, $"{what}: no error, or several.");
        string[] expected = error.Split(' ');
        ErrorRecordAssert.One(result, expected[0], Enum.Parse<ErrorCategory>(expected[1]));
        return expected[0];
    }

    /// <summary>A fault with what must come of it when it strikes always: error id and category, or null for the right result.</summary>
    private sealed record Cover(string Fault, string? Read, string? Write);
}
