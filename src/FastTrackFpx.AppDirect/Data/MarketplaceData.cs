using FastTrackFpx.AppDirect.Data;
using FastTrackFpx.AppDirect.Requests;
using FastTrackFpx.Rest.Data;
using FastTrackFpx.Rest.Http;

[assembly: ServiceLists(typeof(MarketplaceData))]

namespace FastTrackFpx.AppDirect.Data;

/// <summary>Companies, subscriptions and invoices of the marketplace as tables of a database.</summary>
internal sealed class MarketplaceData : IServiceLists
{
    private static readonly Table<AppDirectCompany> Companies = new Table<AppDirectCompany>("appdirect_company") { Indexes = ["name"] }
        .Key("company_id", company => company.CompanyId ?? string.Empty)
        .With("name", company => company.Name)
        .With("match_name", company => CustomerKey.NameOf(company.Name))
        .With("match_domain", company => CustomerKey.DomainOf(company.Website) ?? CustomerKey.DomainOf(company.EmailAddress))
        .With("external_id", company => company.ExternalId)
        .With("tenant_id", company => CustomerKey.TenantIdOf(company.ExternalId))
        .With("status", company => company.Status)
        .With("is_enabled", company => (bool?)company.Enabled)
        .With("country_code", company => company.CountryCode)
        .With("city", company => company.Address?.City)
        .With("company_size", company => company.CompanySize)
        .With("industry", company => company.Industry)
        .With("email_address", company => company.EmailAddress)
        .With("phone_number", company => company.PhoneNumber)
        .With("website", company => company.Website)
        .With("is_reseller", company => (bool?)company.Reseller)
        .With("is_vendor", company => (bool?)company.Vendor)
        .With("created", company => company.CreationDate);

    private static readonly Table<AppDirectSubscription> Subscriptions = new Table<AppDirectSubscription>("appdirect_subscription") { Indexes = ["company_id"] }
        .Key("subscription_id", subscription => subscription.SubscriptionId ?? string.Empty)
        .With("company_id", subscription => subscription.CompanyId)
        .With("user_id", subscription => subscription.UserId)
        .With("product_id", subscription => subscription.ProductId)
        .With("edition_id", subscription => subscription.EditionId)
        .With("order_id", subscription => subscription.OrderId)
        .With("parent_subscription_id", subscription => subscription.ParentSubscriptionId)
        .With("external_id", subscription => subscription.ExternalId)
        .With("external_account_id", subscription => subscription.ExternalAccountId)
        .With("label", subscription => subscription.Label)
        .With("status", subscription => subscription.Status)
        .With("max_users", subscription => (long?)subscription.MaxUsers)
        .With("assigned_users", subscription => subscription.AssignedUsers)
        .With("created", subscription => subscription.CreationDate)
        .With("end_date", subscription => (DateTimeOffset?)subscription.EndDate);

    private static readonly Table<AppDirectInvoice> Invoices = new Table<AppDirectInvoice>("appdirect_invoice") { Indexes = ["company_id", "created"] }
        .Key("invoice_number", invoice => invoice.InvoiceNumber ?? string.Empty)
        .With("company_id", invoice => invoice.CompanyId)
        .With("user_id", invoice => invoice.UserId)
        .With("status", invoice => invoice.Status)
        .With("total", invoice => invoice.Total)
        .With("currency", invoice => invoice.Currency)
        .With("reference_number", invoice => invoice.ReferenceNumber)
        .With("delegated_to_invoice_id", invoice => invoice.DelegatedToInvoiceId)
        .With("created", invoice => invoice.CreationDate)
        .With("due_date", invoice => invoice.DueDate);

    public IReadOnlyList<ServiceList> Lists { get; } =
    [
        List("AppDirectCompany", Companies, "/api/account/v2/companies", PageStyle.Number("page", "size", 100, 0)),
        List("AppDirectSubscription", Subscriptions, "/api/billing/v1/subscriptions", PageStyle.Offset("start", "count", 250)),
        List("AppDirectInvoice", Invoices, "/api/billing/v1/invoices", PageStyle.Offset("start", "count", 250)),
    ];

    private static ServiceList List<T>(string name, Table<T> table, string path, PageStyle style)
        where T : AppDirectRecord, new() => ServiceList.Of<AppDirectConnection>(
            name,
            async (connection, run, rows) =>
            {
                RestClient client = connection.RestFor(run);
                var reading = new PageReading(
                    ReadPlan.Of<T>("GET", path, []).Paged(style).Targets().Single(), (target, page, end) => connection.SendAsync(client, target, page, end));
                while (!reading.HasEnded)
                {
                    IReadOnlyList<AppDirectRecord> records = await reading.NextAsync(run.Stopping).ConfigureAwait(false);
                    await rows(records.OfType<T>().Select(table.Row)).ConfigureAwait(false);
                }
            },
            table);
}
