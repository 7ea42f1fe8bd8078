using FastTrackFpx.AppDirect.Companies;
using FastTrackFpx.AppDirect.Requests;

namespace FastTrackFpx.AppDirect.Commands;

public sealed partial class GetAppDirectCompanyCommand
{
    private TenantSearch? _search;
    private PipedTenant? _tenant;

    /// <summary>The id that another system gave the company.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "ExternalId")]
    [WellFormedText]
    [ArgumentCompleter(typeof(NoValueCompleter))]
    public string[] ExternalId { get; set; } = null!;

    /// <summary>Finds companies whose website or mail address is in one of these domains. All companies are read for it.</summary>
    [Parameter(ParameterSetName = "List")]
    [WellFormedText]
    [ArgumentCompleter(typeof(NoValueCompleter))]
    public string[]? Domain { get; set; }

    /// <summary>An object with a CompanyId, or a tenant of FPX: companies with its name are found.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = "InputObject")]
    [ArgumentCompleter(typeof(NoValueCompleter))]
    public PSObject InputObject { get; set; } = null!;

    private protected override string? Choose()
    {
        switch (ParameterSetName)
        {
            case "ExternalId":
                CompanyId = [.. ExternalId.Select(id => "externalId:" + id)];
                return "Id";
            case nameof(InputObject):
                return ChooseByInput();
            default:
                return null;
        }
    }

    private protected override void Refine(ReadPlan plan)
    {
        if (Domain is { } domains)
        {
            Func<AppDirectRecord, bool>? keep = plan.Keep;
            plan.Keep = company => keep?.Invoke(company) != false && domains.Any(domain => CompanyDomain.IsOf(company, domain));
        }

        if (_tenant is not { } tenant) return;
        TenantSearch search = _search ??= new TenantSearch(ReadAllAsync);
        ReadTarget list = plan.Copy().Targets().Single();
        ReadTarget byName = plan.FilteredBy(Reseller ? "searchText" : "name", tenant.Name ?? string.Empty).Targets().Single();
        plan.FindBy((client, end) => search.FindAsync(client, byName, list, tenant, end));
    }

    private string ChooseByInput()
    {
        _tenant = null;
        if ((Text("CompanyId") ?? Text("CompanyUuid") ?? InputObject.BaseObject as string) is { } id)
        {
            CompanyId = [id];
            return Reseller ? "ResellerId" : "Id";
        }

        _tenant = PipedTenant.Of(InputObject)
            ?? throw Missing($"the {InputObject.BaseObject.GetType().Name} has no CompanyId", "Pipe records with a CompanyId, ids, or tenants of FPX.");
        if (_tenant is { Name: null, Domain: null }) throw Missing("the tenant has no name", "Use -Name or -Domain.");
        return Reseller ? "ResellerList" : "List";

        string? Text(string property) => InputObject.Properties[property]?.Value?.ToString() is { Length: > 0 } text ? text : null;
    }

    private static InputException Missing(string what, string action) => new(ErrorCode.InvalidInput, $"-InputObject: {what}.", nameof(InputObject), action);
}
