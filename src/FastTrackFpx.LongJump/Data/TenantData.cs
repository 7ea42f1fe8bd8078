using FastTrackFpx.LongJump.Data;
using FastTrackFpx.Rest.Data;
using static FastTrackFpx.Rest.Data.ColumnType;

[assembly: ServiceLists(typeof(TenantData))]

namespace FastTrackFpx.LongJump.Data;

/// <summary>The tenants of the platform as a table of a database.</summary>
internal sealed class TenantData : IServiceLists
{
    private static readonly Table<LongJumpTenant> Tenants = new Table<LongJumpTenant>("longjump_tenant") { Indexes = ["company"] }
        .Key("longjump_tenant_id", Text, tenant => tenant.TenantId ?? string.Empty)
        .With("company", Text, tenant => tenant.Company)
        .With("match_name", Text, tenant => CustomerKey.NameOf(tenant.Company ?? tenant.Name))
        .With("match_domain", Text, tenant => CustomerKey.DomainOf(tenant.Email))
        .With("name", Text, tenant => tenant.Name)
        .With("email", Text, tenant => tenant.Email)
        .With("first_name", Text, tenant => tenant.FirstName)
        .With("last_name", Text, tenant => tenant.LastName)
        .With("phone", Text, tenant => tenant.Phone)
        .With("street", Text, tenant => tenant.Street)
        .With("city", Text, tenant => tenant.City)
        .With("state", Text, tenant => tenant.State)
        .With("zip", Text, tenant => tenant.Zip)
        .With("country", Text, tenant => tenant.Country)
        .With("number_of_users", Integer, tenant => (long?)tenant.NumberOfUsers)
        .With("estimated_number_of_users", Integer, tenant => (long?)tenant.EstimatedNumberOfUsers)
        .With("document_space", Integer, tenant => (long?)tenant.DocumentSpace)
        .With("data_space", Integer, tenant => (long?)tenant.DataSpace)
        .With("discount", ColumnType.Decimal, tenant => tenant.Discount)
        .With("classification", Text, tenant => tenant.Classification)
        .With("time_zone", Text, tenant => tenant.TimeZone)
        .With("is_partner", Flag, tenant => tenant.IsPartner)
        .With("partner_id", Text, tenant => tenant.Partner?.Id)
        .With("partner_name", Text, tenant => tenant.Partner?.DisplayValue)
        .With("plan_id", Text, tenant => tenant.BaseSubscriberPlan?.Id)
        .With("plan_name", Text, tenant => tenant.BaseSubscriberPlan?.DisplayValue)
        .With("is_free", Flag, tenant => tenant.Free)
        .With("payment_type", Text, tenant => tenant.PaymentType)
        .With("is_active", Flag, tenant => tenant.IsActive)
        .With("is_deleted", Flag, tenant => tenant.IsDeleted)
        .With("start_date", Time, tenant => tenant.StartDate)
        .With("modified", Time, tenant => tenant.Modified);

    public IReadOnlyList<ServiceList> Lists { get; } = [ServiceList.Of<LongJumpConnection>("LongJumpTenant", ReadAsync, Tenants)];

    private static Task ReadAsync(LongJumpConnection connection, CmdletRun run, Func<IEnumerable<TableRow>, Task> rows) =>
        new TenantsEndpoint(connection.RestFor(run)).List([], ReadRange.All).ForEachPageAsync(page => rows(page.Select(Tenants.Row)), run.Stopping);
}
