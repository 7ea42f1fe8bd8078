namespace FastTrackFpx.Tests.Coverage;

/// <summary>A sandbox, and every cmdlet that changes the service at least once, with values that no log may show.</summary>
public abstract class WriteCases : WriteBench
{
    /// <summary>Part of every value that names a person or is what somebody wrote.</summary>
    protected const string Canary = "Canary";

    /// <summary>Cmdlets that ask ShouldProcess and change nothing at the service, but a connection or a local file; they have tests of their own.</summary>
    protected static readonly string[] OfThisMachine = ["Disconnect-FpxService", "New-FpxReport", "Set-FpxCertificate", "Sync-FpxData"];

    private static readonly Lock Writing = new();

    private static readonly (string Name, object? Value)[] Personal =
    [
        ("Email", "canary@example.com"), ("Phone", Canary + " 1"), ("Title", Canary + " title"), ("ManagerName", Canary + " manager"), ("ManagerEmail", "canary.manager@example.com"),
        ("Evidence", Canary + " evidence"), ("ApprovedSurvey", Canary + " survey"), ("Note", Canary + " note"),
    ];

    protected override void Adjust(SandboxOptions options) => options.Tenants = 80;

    protected IReadOnlyList<Attempt> EveryWrite()
    {
        FpxContact contact = Person("Canary Lovelace");
        FpxContact other = Person("Canary Hopper");
        FpxContact going = Person("Canary Going");
        IReadOnlyList<FpxEntitlement> seats = Seats(2);
        FpxReferral[] referrals = [.. Session.Run("Get-FpxReferral").Succeeded().Values<FpxReferral>()];
        FpxReferral[] pending = [.. referrals.Where(referral => referral.Acceptance?.Name == "Pending")];
        return
        [
            Named("New-FpxContact", [.. PersonFields("Canary Byron")]),
            Piped("Set-FpxContact", contact, ("Title", "Canary's new title"), ("Clear", new[] { "Phone" })),
            Piped("Remove-FpxContact", going),
            Named("New-FpxNote", ("TenantId", Tenant), ("Text", "Canary sang.\r\nTwice."), ("NoteCategory", "1")),
            Named("Move-FpxEntitlementSeat", ("TenantId", seats[0].TenantId), ("Service", seats[0].ServiceId), ("From", seats[0].L1!.Name), ("To", seats[1].L1!.Name), ("Count", 1L)),
            new Attempt("Set-FpxEntitlement", [], [.. Edited(Others(seats[0]))]),
            Piped("Approve-FpxReferral", pending[0]),
            Piped("Deny-FpxReferral", pending[1], ("DeclineReason", "No Capacity")),
            Named("Set-FpxReferral", ("ReferralId", Lakeshore(referrals).ReferralId), ("ReferralStatus", "Closed")),
            Piped("Undo-FpxChange", Journal.First(change => change.ContactId == other.ContactId)),
            Piped("Resolve-FpxChange", CutOff()),
            Named("Invoke-FpxRequest", ("Path", $"tenants/{Tenant}/notes"), ("Method", "Post"), ("Body", """{"text":"Canary by hand","noteCategoryId":1,"token":"Canary token"}""")),
            Named("Invoke-FpxRequest", ("Path", $"/ftop/v1.1/api/tenants/contacts/{contact.ContactId}"), ("Method", "Delete")),
        ];
    }

    protected static IEnumerable<string> Logged(SessionResult result) =>
    [
        .. result.Verbose, .. result.Debug, .. result.Warnings, .. result.Information,
        .. result.Progress.Select(progress => $"{progress.Activity} {progress.StatusDescription} {progress.CurrentOperation}"),
    ];

    private static Attempt Named(string cmdlet, params (string? Name, object? Value)[] parameters) => new(cmdlet, parameters);

    private static Attempt Piped(string cmdlet, object input, params (string? Name, object? Value)[] parameters) => new(cmdlet, parameters, input);

    private IEnumerable<(string? Name, object? Value)> PersonFields(string name) =>
        Fields(Tenant, name).Where(field => Personal.All(other => other.Name != field.Name)).Concat(Personal).Select(field => ((string?)field.Name, field.Value));

    private FpxContact Person(string name) => Session.Run("New-FpxContact", [.. PersonFields(name)]).Succeeded().Values<FpxContact>().Single();

    private IReadOnlyList<FpxEntitlement> Others(FpxEntitlement not) => Session.Run($"Get-FpxMaxEntitlement {not.TenantId}").Succeeded().Values<FpxMaxEntitlement>()
        .Where(seat => seat.ServiceId != not.ServiceId).Select(seat => Read(not.TenantId, seat.ServiceId!)).First(records => records.Count > 0);

    private static IReadOnlyList<FpxEntitlement> Edited(IReadOnlyList<FpxEntitlement> records)
    {
        (records[0].Owner, records[0].Notes) = ("Canary owner", "Canary notes");
        return records;
    }

    private static FpxReferral Lakeshore(IEnumerable<FpxReferral> referrals) =>
        referrals.First(referral => referral.Acceptance?.Name == "Accepted" && referral.ReferralStatus?.Name != "Closed" && referral.TenantName!.EndsWith('.'));

    /// <summary>A write that the journal holds without an end, of a process that has ended.</summary>
    private FpxChange CutOff()
    {
        var id = Guid.NewGuid();
        string line = $$$"""
            {"v":1,"event":"Begin","id":"{{{id}}}","time":"2027-01-31T23:15:00+00:00","change":{"kind":"NoteNew","cmdlet":"New-FpxNote","baseUri":"{{{Service.BaseUri}}}","tenantId":"{{{Tenant}}}","summary":"Note 'Canary sang' (Engagement Management) is new","after":{"note":{"tenantId":"{{{Tenant}}}","text":"Canary sang","noteCategory":{"id":"1"} } } } }
            """;
        string path = Path.Combine(Environment.GetEnvironmentVariable(TestJournal.Variable)!, "changes-2027-01-31.jsonl");
        var options = new FileStreamOptions { Mode = FileMode.Append, Access = FileAccess.Write, Share = FileShare.ReadWrite };
        // All files of the journal are its user's alone, which other tests check.
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        lock (Writing)
        {
            using var writer = new StreamWriter(path, options);
            writer.Write(line + "\n");
        }

        return new FpxChange { ChangeId = id, Outcome = FpxChangeOutcome.Unknown };
    }
}
