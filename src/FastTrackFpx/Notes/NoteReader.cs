using FastTrackFpx.Lookups;
using FastTrackFpx.Rest.Content;

namespace FastTrackFpx.Notes;

/// <summary>Notes as the service writes them: the tenant stands beside the list, not in its items.</summary>
internal static class NoteReader
{
    internal static FpxNote Read(JsonRecord note, Guid? tenantId = null, string? tenantName = null, long? referralId = null) => new()
    {
        TenantId = note.Guid("tenantId") ?? tenantId ?? Guid.Empty,
        TenantName = note.Text("tenantName") ?? tenantName,
        ReferralId = note.Whole("rfaId") ?? referralId,
        Created = note.Date("created"),
        Author = note.Text("author"),
        NoteCategory = note.Lookup("noteCategory"),
        Text = note.Text("text"),
    };
}
