namespace FastTrackFpx.Tests.Changes;

/// <summary>Many tenants changed from the pipeline and put back by the journal, to the byte.</summary>
[Trait("Category", "Slow")]
public sealed class BulkChangeTests : WriteBench
{
    private const int Tenants = 20;

    protected override void Adjust(SandboxOptions options)
    {
        options.Tenants = Tenants;
        options.RequestsPerMinute = 0;
        options.WithServiceId = true;
    }

    [Fact]
    public void Many_tenants_are_changed_from_the_pipeline_and_taken_back_to_the_byte()
    {
        string before = Service.Export();
        string connection = "bulk " + Guid.NewGuid().ToString("N");
        Connect(Session, ("Name", connection));
        IReadOnlyList<FpxTenant> tenants = Session.Run("Get-FpxTenant").Succeeded().Values<FpxTenant>();
        Assert.Equal(Tenants, tenants.Count);

        var statuses = Session.Run("Get-FpxEntitlementStatus -Level 1").Succeeded().Values<FpxEntitlementStatus>();
        var seats = OneSeatFurther(Session.Run($"{tenants} | Get-FpxEntitlement").Succeeded().Values<FpxEntitlement>(), statuses);
        var people = Session.Run($"{tenants} | Get-FpxContact").Succeeded().Values<FpxContact>().DistinctBy(contact => contact.TenantId);

        Session.Run($"{seats} | Set-FpxEntitlement").Succeeded();
        SessionResult renamed = Session.Run($"{people} | Set-FpxContact -Title 'Director of Everything' -Clear Phone -PassThru").Succeeded();

        Assert.Equal((Tenants, Tenants), (seats.Select(record => record.TenantId).Distinct().Count(), renamed.Output.Count));
        Assert.NotEqual(before, Service.Export());
        Session.Run($"Get-FpxChange -ConnectionName {connection} | Undo-FpxChange").Succeeded();

        Assert.Equal(before, Service.Export());
        Assert.Equal(4 * Tenants, Journal.Count);
        Assert.All(Journal, change => Assert.Equal(FpxChangeOutcome.Done, change.Outcome));
        Assert.Equal(2 * Tenants, Journal.Count(change => change.UndoneBy is not null));
    }

    /// <summary>For each tenant the records of one service, with a seat moved from one to the next, which is made where there is none; one that has no seat left goes.</summary>
    private static List<FpxEntitlement> OneSeatFurther(IEnumerable<FpxEntitlement> records, IReadOnlyList<FpxEntitlementStatus> statuses)
    {
        var edited = new List<FpxEntitlement>();
        foreach (var tenant in records.GroupBy(record => record.TenantId))
        {
            var service = tenant.GroupBy(record => record.ServiceId).Select(group => group.ToList()).MaxBy(group => group.Count)!;
            if (service.Count == 1) service.Add(new FpxEntitlement { TenantId = tenant.Key, ServiceId = service[0].ServiceId, L1 = statuses.First(l1 => l1.Id != service[0].L1!.Id) });
            service[0].EntitlementCount--;
            service[1].EntitlementCount++;
            edited.AddRange(service);
        }

        return edited;
    }
}
