using System.Collections.Generic;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using FastTrackFpx.Client.Connection;

namespace FastTrackFpx.Lookups;

/// <summary>Gives the kinds of contacts: <c>GET contactTypes</c>.</summary>
[Cmdlet(VerbsCommon.Get, "FpxContactType")]
[OutputType(typeof(FpxContactType))]
public sealed class GetFpxContactTypeCommand : LookupCmdlet<FpxContactType>
{
    private protected override Task<IReadOnlyList<FpxContactType>> ReadAsync(FpxClient client, CancellationToken cancellationToken) =>
        client.Lookups.GetContactTypesAsync(Refresh, cancellationToken);
}
