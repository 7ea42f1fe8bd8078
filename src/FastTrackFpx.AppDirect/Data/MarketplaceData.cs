using FastTrackFpx.AppDirect.Data;
using FastTrackFpx.AppDirect.Requests;
using FastTrackFpx.Rest.Data;
using FastTrackFpx.Rest.Http;
using static FastTrackFpx.Rest.Data.ColumnType;

[assembly: ServiceLists(typeof(MarketplaceData))]

namespace FastTrackFpx.AppDirect.Data;

/// <summary>Companies, subscriptions and invoices of the marketplace as tables of a database.</summary>
internal sealed class MarketplaceData : IServiceLists
{
    private static readonly Table<AppDirectCompany> Companies = new Table<AppDirectCompany>("appdirect_company") { Indexes = ["name"] }
        .Key("company_id", Text, company => company.CompanyId ?? string.Empty)
        .With("name", Text, company => company.Name)
        .With("match_name", Text, company => CustomerKey.NameOf(company.Name))
        .With("match_domain", Text, company => CustomerKey.DomainOf(company.Website) ?? CustomerKey.DomainOf(company.EmailAddress))
        .With("external_id", Text, company => company.ExternalId)
        .With("tenant_id", Id, company => CustomerKey.TenantIdOf(company.ExternalId))
        .With("status", Text, company => company.Status)
        .With("is_enabled", Flag, company => company.Enabled)
        .With("country_code", Text, company => company.CountryCode)
        .With("city", Text, company => company.Address?.City)
        .With("company_size", Text, company => company.CompanySize)
        .With("industry", Text, company => company.Industry)
        .With("email_address", Text, company => company.EmailAddress)
        .With("phone_number", Text, company => company.PhoneNumber)
        .With("website", Text, company => company.Website)
        .With("is_reseller", Flag, company => company.Reseller)
        .With("is_vendor", Flag, company => company.Vendor)
        .With("created", Time, company => company.CreationDate);

    private static readonly Table<AppDirectSubscription> Subscriptions = new Table<AppDirectSubscription>("appdirect_subscription") { Indexes = ["company_id"] }
        .Key("subscription_id", Text, subscription => subscription.SubscriptionId ?? string.Empty)
        .With("company_id", Text, subscription => subscription.CompanyId)
        .With("user_id", Text, subscription => subscription.UserId)
        .With("product_id", Text, subscription => subscription.ProductId)
        .With("edition_id", Text, subscription => subscription.EditionId)
        .With("order_id", Text, subscription => subscription.OrderId)
        .With("parent_subscription_id", Text, subscription => subscription.ParentSubscriptionId)
        .With("external_id", Text, subscription => subscription.ExternalId)
        .With("external_account_id", Text, subscription => subscription.ExternalAccountId)
        .With("label", Text, subscription => subscription.Label)
        .With("status", Text, subscription => subscription.Status)
        .With("max_users", Integer, subscription => subscription.MaxUsers)
        .With("assigned_users", Integer, subscription => subscription.AssignedUsers)
        .With("created", Time, subscription => subscription.CreationDate)
        .With("end_date", Time, subscription => subscription.EndDate);

    private static readonly Table<AppDirectInvoice> Invoices = new Table<AppDirectInvoice>("appdirect_invoice") { Indexes = ["company_id", "created"] }
        .Key("invoice_number", Text, invoice => invoice.InvoiceNumber ?? string.Empty)
        .With("company_id", Text, invoice => invoice.CompanyId)
        .With("user_id", Text, invoice => invoice.UserId)
        .With("status", Text, invoice => invoice.Status)
        .With("total", ColumnType.Decimal, invoice => invoice.Total)
        .With("currency", Text, invoice => invoice.Currency)
        .With("reference_number", Text, invoice => invoice.ReferenceNumber)
        .With("delegated_to_invoice_id", Text, invoice => invoice.DelegatedToInvoiceId)
        .With("created", Time, invoice => invoice.CreationDate)
        .With("due_date", Time, invoice => invoice.DueDate);

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
                while (!reading.HasEnded) await rows((await reading.NextAsync(run.Stopping).ConfigureAwait(false)).OfType<T>().Select(table.Row)).ConfigureAwait(false);
            },
            table);
}
