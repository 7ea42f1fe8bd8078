using FastTrackFpx.AppDirect.Requests;
using FastTrackFpx.Rest.Http;

namespace FastTrackFpx.AppDirect.Commands;

public sealed partial class GetAppDirectUserCommand
{
    private const string CompanySet = "Company";

    /// <summary>Reads the one user with the value of -ExternalId, in place of searching for it.</summary>
    [Parameter(ParameterSetName = "List")]
    public SwitchParameter Exact { get; set; }

    /// <summary>An object with a UserId, the id of a user, or a company: its users are read.</summary>
    [Parameter(Mandatory = true, ValueFromPipeline = true, ParameterSetName = "InputObject")]
    [ArgumentCompleter(typeof(NoValueCompleter))]
    public PSObject InputObject { get; set; } = null!;

    private protected override string? Choose()
    {
        if (ParameterSetName == nameof(InputObject)) return ChooseByInput();
        if (!Exact) return null;
        if (ExternalId is null) throw new InputException(ErrorCode.InvalidInput, "-Exact requires -ExternalId.", nameof(Exact), "Add -ExternalId.");
        UserId = ["externalId:" + ExternalId];
        return "Id";
    }

    // The users of a company are the users of its memberships.
    private protected override ReadPlan? OwnPlan(string set) => set == CompanySet
        ? Get<AppDirectMembership>("/api/account/v2/companies/{CompanyId}/memberships", Id([CompanyId], nameof(CompanyId)))
            .Where(Filters.Text("roleName", Role).Text("searchText", SearchText)).Paged(PageStyle.Number("page", "size", 100, 0))
        : null;

    private protected override Task<IReadOnlyList<AppDirectRecord>> CompleteAsync(
        RestClient client, IReadOnlyList<AppDirectRecord> records, CancellationToken cancellationToken)
    {
        IEnumerable<AppDirectRecord?> users = records.Select(record => record is AppDirectMembership membership ? membership.User : record);
        return Task.FromResult<IReadOnlyList<AppDirectRecord>>([.. users.OfType<AppDirectRecord>()]);
    }

    private string ChooseByInput()
    {
        string? company = Text("CompanyId") ?? Text("CompanyUuid"), user = Text("UserId") ?? Text("UserUuid") ?? InputObject.BaseObject as string;
        bool isReseller = Reseller || InputObject.BaseObject is AppDirectResellerCompany;
        if (company is not null) CompanyId = company;
        if (user is not null)
        {
            UserId = [user];
            return !Reseller ? "Id"
                : company is not null ? "ResellerId"
                : throw Missing("CompanyId", "With -Reseller, pipe records with a UserId and a CompanyId.");
        }

        // A group or an invitation has a company as well, but its users are not what the pipe means.
        bool isOther = InputObject.TypeNames.Any(name => name.Contains("FastTrackFpx.AppDirect")
            && !name.EndsWith("Company", StringComparison.Ordinal) && !name.EndsWith("Record", StringComparison.Ordinal));
        if (company is null || isOther) throw Missing("UserId and is not a company", "Pipe users, their ids, or companies.");
        return isReseller ? "ResellerList" : CompanySet;

        string? Text(string property) => InputObject.Properties[property]?.Value?.ToString() is { Length: > 0 } text ? text : null;
        InputException Missing(string what, string action) => new(
            ErrorCode.InvalidInput, $"-InputObject: the {InputObject.BaseObject.GetType().Name} has no {what}.", nameof(InputObject), action);
    }
}
