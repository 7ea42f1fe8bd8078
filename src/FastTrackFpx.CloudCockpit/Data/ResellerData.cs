using FastTrackFpx.CloudCockpit.Data;
using FastTrackFpx.CloudCockpit.Resellers;
using FastTrackFpx.Rest.Data;

[assembly: ServiceLists(typeof(ResellerData))]

namespace FastTrackFpx.CloudCockpit.Data;

/// <summary>The resellers of the portal as tables of a database.</summary>
internal sealed class ResellerData : IServiceLists
{
    private static readonly Table<CloudCockpitReseller> Resellers = new Table<CloudCockpitReseller>("cloudcockpit_reseller") { Indexes = ["company_name"] }
        .Key("reseller_id", reseller => reseller.ResellerId ?? string.Empty)
        .With("company_name", reseller => reseller.CompanyName)
        .With("match_name", reseller => CustomerKey.NameOf(reseller.CompanyName))
        .With("match_domain", reseller => CustomerKey.DomainOf(reseller.Email))
        .With("internal_identifier", reseller => reseller.InternalIdentifier)
        .With("country", reseller => reseller.Country)
        .With("address_line1", reseller => reseller.AddressLine1)
        .With("address_line2", reseller => reseller.AddressLine2)
        .With("city", reseller => reseller.City)
        .With("state", reseller => reseller.State)
        .With("zip_code", reseller => reseller.ZipCode)
        .With("first_name", reseller => reseller.FirstName)
        .With("last_name", reseller => reseller.LastName)
        .With("email", reseller => reseller.Email)
        .With("phone", reseller => reseller.Phone)
        .With("tax_id", reseller => reseller.TaxId)
        .With("custom_domain", reseller => reseller.CustomDomain?.CustomDomain)
        .With("custom_domain_status", reseller => reseller.CustomDomain?.Status);

    private static readonly Table<Provider> Providers = new Table<Provider>("cloudcockpit_provider_reseller")
        .Key("reseller_id", provider => provider.Of.ResellerId ?? string.Empty)
        .Key("provider_instance_id", provider => provider.Item.ProviderInstanceId ?? string.Empty)
        .With("provider_reseller_id", provider => provider.Item.ProviderResellerId)
        .With("indirect_reseller_id", provider => provider.Item.IndirectResellerId)
        .With("status", provider => provider.Item.Status)
        .With("margin_rule", provider => provider.Item.PriceMargin?.MarginRule)
        .With("margin_value", provider => provider.Item.PriceMargin?.Value);

    public IReadOnlyList<ServiceList> Lists { get; } = [ServiceList.Of<CloudCockpitConnection>("CloudCockpitReseller", ReadAsync, Resellers, Providers)];

    private static Task ReadAsync(CloudCockpitConnection connection, CmdletRun run, Func<IEnumerable<TableRow>, Task> rows) =>
        new ResellersEndpoint(connection.RestFor(run)).List([]).ForEachPageAsync(
            page => rows(page.SelectMany(static reseller =>
                reseller.ProviderResellers.Select(provider => Providers.Row(new(reseller, provider))).Prepend(Resellers.Row(reseller)))),
            run.Stopping);

    /// <summary>A reseller at a provider.</summary>
    private readonly record struct Provider(CloudCockpitReseller Of, CloudCockpitProviderReseller Item);
}
