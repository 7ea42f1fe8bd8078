using FastTrackFpx.Connection;

namespace FastTrackFpx.Lookups;

/// <summary>Gives the categories of notes: <c>GET noteCategories</c>.</summary>
[Cmdlet(VerbsCommon.Get, "FpxNoteCategory")]
[OutputType(typeof(FpxNoteCategory))]
public sealed class GetFpxNoteCategoryCommand : LookupCmdlet<FpxNoteCategory>
{
    private protected override Task<IReadOnlyList<FpxNoteCategory>> ReadAsync(FpxClient client, CancellationToken cancellationToken) =>
        client.Lookups.GetNoteCategoriesAsync(Refresh, cancellationToken);
}
