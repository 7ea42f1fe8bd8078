using FastTrackFpx.LongJump.Data;
using FastTrackFpx.Rest.Data;

[assembly: ServiceLists(typeof(TenantData))]

namespace FastTrackFpx.LongJump.Data;

/// <summary>The tenants of the platform as a table of a database.</summary>
internal sealed class TenantData : IServiceLists
{
    private static readonly Table<LongJumpTenant> Tenants = new Table<LongJumpTenant>("longjump_tenant") { Indexes = ["company"] }
        .Key("longjump_tenant_id", tenant => tenant.TenantId ?? string.Empty)
        .With("company", tenant => tenant.Company)
        .With("match_name", tenant => CustomerKey.NameOf(tenant.Company ?? tenant.Name))
        .With("match_domain", tenant => CustomerKey.DomainOf(tenant.Email))
        .With("name", tenant => tenant.Name)
        .With("email", tenant => tenant.Email)
        .With("first_name", tenant => tenant.FirstName)
        .With("last_name", tenant => tenant.LastName)
        .With("phone", tenant => tenant.Phone)
        .With("street", tenant => tenant.Street)
        .With("city", tenant => tenant.City)
        .With("state", tenant => tenant.State)
        .With("zip", tenant => tenant.Zip)
        .With("country", tenant => tenant.Country)
        .With("number_of_users", tenant => tenant.NumberOfUsers)
        .With("estimated_number_of_users", tenant => tenant.EstimatedNumberOfUsers)
        .With("document_space", tenant => tenant.DocumentSpace)
        .With("data_space", tenant => tenant.DataSpace)
        .With("discount", tenant => tenant.Discount)
        .With("classification", tenant => tenant.Classification)
        .With("time_zone", tenant => tenant.TimeZone)
        .With("is_partner", tenant => tenant.IsPartner)
        .With("partner_id", tenant => tenant.Partner?.Id)
        .With("partner_name", tenant => tenant.Partner?.DisplayValue)
        .With("plan_id", tenant => tenant.BaseSubscriberPlan?.Id)
        .With("plan_name", tenant => tenant.BaseSubscriberPlan?.DisplayValue)
        .With("is_free", tenant => tenant.Free)
        .With("payment_type", tenant => tenant.PaymentType)
        .With("is_active", tenant => tenant.IsActive)
        .With("is_deleted", tenant => tenant.IsDeleted)
        .With("start_date", tenant => tenant.StartDate)
        .With("modified", tenant => tenant.Modified);

    public IReadOnlyList<ServiceList> Lists { get; } = [ServiceList.Of<LongJumpConnection>("LongJumpTenant", ReadAsync, Tenants)];

    private static Task ReadAsync(LongJumpConnection connection, CmdletRun run, Func<IEnumerable<TableRow>, Task> rows) =>
        new TenantsEndpoint(connection.RestFor(run)).List([]).ForEachPageAsync(page => rows(page.Select(Tenants.Row)), run.Stopping);
}
