namespace FastTrackFpx.AppDirect.Commands;

public sealed partial class GetAppDirectCompanyCommand
{
    private const string TenantType = "FastTrackFpx.FpxTenant";

    /// <summary>The id that another system gave the company.</summary>
    [Parameter(Mandatory = true, ParameterSetName = "ExternalId")]
    [WellFormedText]
    [ArgumentCompleter(typeof(NoValueCompleter))]
    public string[] ExternalId { get; set; } = null!;

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

    private string ChooseByInput()
    {
        // Also a copy from a job.
        if (InputObject.TypeNames.Any(name => name is TenantType or "Deserialized." + TenantType))
        {
            // A name of a tenant may hold wildcard characters.
            Name = Text("Name") is { } name ? WildcardPattern.Escape(name) : throw Missing("the tenant has no name", "Use -Name.");
            return "List";
        }

        CompanyId = [Text("CompanyId") ?? Text("CompanyUuid") ?? InputObject.BaseObject as string ?? throw Missing($"the {InputObject.BaseObject.GetType().Name} has no CompanyId", "Pipe records with a CompanyId, ids, or tenants of FPX.")];
        return Reseller ? "ResellerId" : "Id";

        string? Text(string property) => InputObject.Properties[property]?.Value?.ToString() is { Length: > 0 } text ? text : null;
    }

    private static InputException Missing(string what, string action) => new(ErrorCode.InvalidInput, $"-InputObject: {what}.", nameof(InputObject), action);
}
