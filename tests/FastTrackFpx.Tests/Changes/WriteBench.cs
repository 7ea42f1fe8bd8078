namespace FastTrackFpx.Tests.Changes;

/// <summary>A sandbox that is written to, and what tests of writes ask of it.</summary>
public abstract class WriteBench : SandboxBench
{
    protected IReadOnlyList<string> WriteCalls => [.. Calls.Where(call => !call.StartsWith("GET", StringComparison.Ordinal))];
    protected Guid Tenant => Session.Run("Get-FpxTenant").Succeeded().Values<FpxTenant>()[0].TenantId;

    private readonly IDisposable _reader = TestJournal.Read();

    /// <summary>The changes that the journal holds of this sandbox, newest first.</summary>
    protected IReadOnlyList<FpxChange> Journal => [.. Session.Run("Get-FpxChange").Succeeded().Values<FpxChange>().Where(change => change.BaseUri == Service.BaseUri)];

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        _reader.Dispose();
    }

    /// <summary>A service of a tenant with at least that many statuses of more than a seat each.</summary>
    protected IReadOnlyList<FpxEntitlement> Seats(int statuses)
    {
        foreach (FpxTenant tenant in Session.Run("Get-FpxTenant").Succeeded().Values<FpxTenant>())
        {
            foreach (FpxMaxEntitlement seats in Session.Run($"Get-FpxMaxEntitlement {tenant.TenantId}").Succeeded().Values<FpxMaxEntitlement>())
            {
                IReadOnlyList<FpxEntitlement> records = Read(tenant.TenantId, seats.ServiceId!);
                if (records.Count >= statuses && records.Count < 5 && records.All(record => record.EntitlementCount > 1)) return records;
            }
        }

        throw new InvalidOperationException("The sandbox has no such service.");
    }

    protected IReadOnlyList<FpxEntitlement> Read(Guid tenantId, string serviceId) =>
        Session.Run($"Get-FpxEntitlement {tenantId} -Service {serviceId}").Succeeded().Values<FpxEntitlement>();

    /// <summary>The fields of a contact that the service takes, as the row of a CSV file.</summary>
    protected PSObject Row(Guid tenantId, string name, params (string Name, object? Value)[] others) =>
        InputRow.Of([.. Fields(tenantId, name).Where(field => others.All(other => other.Name != field.Name)), .. others]);

    protected static (string Name, object? Value)[] Fields(Guid tenantId, string name) =>
    [
        ("TenantId", tenantId.ToString("N")), ("Name", name), ("Email", "ada@example.com"), ("Title", "Manager"), ("SurveyEligible", "yes"),
        ("CountryRegion", "Germany"), ("SurveyLanguage", "English"), ("ContactType", "1"), ("Service", "exchange online; 3"),
    ];

    protected FpxContact NewContact(string name = "Ada Lovelace") =>
        Session.Run("New-FpxContact", [.. Fields(Tenant, name).Select(field => ((string?)field.Name, field.Value))]).Succeeded().Values<FpxContact>().Single();
}
