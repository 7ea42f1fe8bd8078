namespace FastTrackFpx.AppDirect.Commands;

public sealed partial class GetAppDirectCompanyCommand
{
    /// <summary>The id that another system gave the company.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "ExternalId")]
    [WellFormedText]
    [ArgumentCompleter(typeof(NoValueCompleter))]
    public string[] ExternalId { get; set; } = null!;

    /// <summary>A tenant of FPX. Companies with its name are found.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = "Tenant")]
    [ArgumentCompleter(typeof(NoValueCompleter))]
    public AppDirectTenantReference Tenant { get; set; } = null!;

    private protected override string? Choose()
    {
        switch (ParameterSetName)
        {
            case "ExternalId":
                CompanyId = [.. ExternalId.Select(id => "externalId:" + id)];
                return "Id";
            case "Tenant":
                // A name of a tenant may hold wildcard characters.
                Name = Tenant.Name is { Length: > 0 } name ? WildcardPattern.Escape(name) : throw new InputException(ErrorCode.InvalidInput, "-Tenant: the tenant has no name.", nameof(Tenant), "Use -Name.");
                return "List";
            default:
                return null;
        }
    }
}
