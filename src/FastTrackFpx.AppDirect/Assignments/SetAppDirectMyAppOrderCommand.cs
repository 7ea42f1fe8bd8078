using FastTrackFpx.AppDirect.Changes;
using FastTrackFpx.AppDirect.Requests;

namespace FastTrackFpx.AppDirect.Commands;

public sealed partial class SetAppDirectMyAppOrderCommand
{
    private readonly List<string> _addresses = [];
    private string[]? _member;
    private bool _isIncomplete;

    // All apps that are piped in are one order.
    private protected override bool Collect(CmdletRun run)
    {
        if (InputObject is null)
        {
            if (AppUrl is not null || Body is not null) return false;
            throw new InputException(
                ErrorCode.InvalidInput, "No apps were passed.", nameof(AppUrl),
                "Pipe in apps that Get-AppDirectMyApp returns, or pass their addresses with -AppUrl.");
        }

        string[] member = [.. CompanyId, .. UserId];
        _member ??= member;
        string? address = member.Length == 2 && member.SequenceEqual(_member) ? AddressOf(InputObject) : null;
        if (address is not null)
        {
            _addresses.Add(address);
            return true;
        }

        _isIncomplete = true;
        throw new InputException(
            ErrorCode.InvalidInput, "-InputObject is not an app of this user, so nothing is sent.", nameof(InputObject),
            "Pipe in the apps of one user that Get-AppDirectMyApp returns, or their addresses.");
    }

    private protected override WritePlan? Collected() => _addresses.Count == 0 || _isIncomplete ? null
        : Send<PlainRow>(
                WriteOperations.PutAccountV2CompaniesByCompanyUuidMembershipsByUserUuidMyapps,
                Id([_member![0]], nameof(CompanyId)), Id([_member[1]], nameof(UserId)))
            .Sends(NewBody.List([.. _addresses])).ForRoles("ROLE_PARTNER");

    // The documents show the address as a link of the app, which not every response has.
    private string? AddressOf(PSObject app) => app.BaseObject switch
    {
        string address => address,
        AppDirectMyApp { Links: { } links } when links.FirstOrDefault(static link => link.Rel == "self")?.Href is { } address => address,
        _ => (Text(app, "UserEntitlementId"), Text(app, "PendingAppId")) switch
        {
            ({ } assigned, _) => Address("assigned", assigned),
            (_, { } pending) => Address("pending", pending),
            _ => null,
        },
    };

    private static string? Text(PSObject app, string name) => app.Properties[name]?.Value?.ToString() is { Length: > 0 } id ? id : null;

    private string Address(string state, string id)
    {
        string member = $"companies/{Uri.EscapeDataString(_member![0])}/memberships/{Uri.EscapeDataString(_member[1])}";
        return $"{Chosen.BaseUri}api/account/v2/{member}/myapps/{state}/{Uri.EscapeDataString(id)}";
    }
}
