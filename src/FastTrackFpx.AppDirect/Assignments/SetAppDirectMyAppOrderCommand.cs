using FastTrackFpx.AppDirect.Changes;
using FastTrackFpx.AppDirect.Requests;

namespace FastTrackFpx.AppDirect.Commands;

public sealed partial class SetAppDirectMyAppOrderCommand
{
    private readonly List<string> _piped = [];
    private string[] _member = [];

    // All apps that are piped in are one order.
    private protected override bool Collect(CmdletRun run)
    {
        if (InputObject is null)
        {
            return AppUrl is not null || Body is not null ? false
                : throw new InputException(ErrorCode.InvalidInput, "No apps were passed.", nameof(AppUrl), "Pipe in apps that Get-AppDirectMyApp returns, or pass their addresses with -AppUrl.");
        }

        string[] member = [.. CompanyId, .. UserId];
        if (member.Length != 2 || (_member.Length > 0 && !_member.SequenceEqual(member)))
            throw new InputException(ErrorCode.InvalidInput, "The apps are those of several users.", nameof(InputObject), "Sort the apps of one user at a time.");
        _member = member;
        _piped.Add(InputObject.BaseObject switch
        {
            AppDirectMyApp { Links: { } links } when links.FirstOrDefault(static link => link.Rel == "self")?.Href is { } address => address,
            string address => address,
            _ => throw new InputException(ErrorCode.InvalidInput, "-InputObject: an app without its address was passed.", nameof(InputObject), "Pipe in apps that Get-AppDirectMyApp returns, or their addresses."),
        });
        return true;
    }

    private protected override WritePlan? Collected() => _piped.Count == 0 ? null
        : Send<PlainRow>(WriteOperations.PutAccountV2CompaniesByCompanyUuidMembershipsByUserUuidMyapps, Id([_member[0]], nameof(CompanyId)), Id([_member[1]], nameof(UserId)))
            .Sends(NewBody.List([.. _piped])).ForRoles("ROLE_PARTNER");
}
