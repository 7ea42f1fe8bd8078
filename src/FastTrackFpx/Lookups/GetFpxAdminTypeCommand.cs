using System.Collections.Generic;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using FastTrackFpx.Client.Connection;

namespace FastTrackFpx.Lookups;

/// <summary>Gives the kinds of administrators a contact can be: <c>GET adminTypes</c>.</summary>
[Cmdlet(VerbsCommon.Get, "FpxAdminType")]
[OutputType(typeof(FpxAdminType))]
public sealed class GetFpxAdminTypeCommand : LookupCmdlet<FpxAdminType>
{
    private protected override Task<IReadOnlyList<FpxAdminType>> ReadAsync(FpxClient client, CancellationToken cancellationToken) =>
        client.Lookups.GetAdminTypesAsync(Refresh, cancellationToken);
}
