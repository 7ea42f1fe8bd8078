using System.Collections.Generic;
using System.Management.Automation;
using System.Threading;
using System.Threading.Tasks;
using FastTrackFpx.Client.Connection;

namespace FastTrackFpx.Lookups;

/// <summary>Gives the categories of notes: <c>GET noteCategories</c>.</summary>
[Cmdlet(VerbsCommon.Get, "FpxNoteCategory")]
[OutputType(typeof(FpxNoteCategory))]
public sealed class GetFpxNoteCategoryCommand : LookupCmdlet<FpxNoteCategory>
{
    private protected override Task<IReadOnlyList<FpxNoteCategory>> ReadAsync(FpxClient client, CancellationToken cancellationToken) =>
        client.Lookups.GetNoteCategoriesAsync(Refresh, cancellationToken);
}
