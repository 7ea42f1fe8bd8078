namespace FastTrackFpx.AppDirect.Commands;

public sealed partial class GetAppDirectCompanyCommand
{
    /// <summary>The id that another system gave the company.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "ExternalId")]
    [WellFormedText]
    [ArgumentCompleter(typeof(NoValueCompleter))]
    public string[] ExternalId { get; set; } = null!;

    /// <summary>The id of a tenant, such as Get-FpxTenant returns. Companies with the name of the tenant are found.</summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true, ParameterSetName = "Tenant")]
    [WellFormedText]
    [ArgumentCompleter(typeof(NoValueCompleter))]
    public string TenantId { get; set; } = null!;

    private protected override string? Choose()
    {
        switch (ParameterSetName)
        {
            case "ExternalId":
                CompanyId = [.. ExternalId.Select(id => "externalId:" + id)];
                return "Id";
            case "Tenant":
                // A name of a tenant may hold wildcard characters.
                Name = WildcardPattern.Escape(Name);
                return "List";
            default:
                return null;
        }
    }
}
