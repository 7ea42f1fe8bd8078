using FastTrackFpx.Changes;
using FastTrackFpx.Entitlements;

namespace FastTrackFpx.Notes;

/// <summary>What is done to notes, in words.</summary>
public static class NoteDeeds
{
    /// <summary>A note that is written.</summary>
    /// <param name="tenantId">The tenant it is about.</param>
    /// <param name="category">Its category.</param>
    /// <param name="text">Its text, of which the beginning is shown.</param>
    public static Deed New(Guid tenantId, FpxLookup category, string text)
    {
        if (text is null)
            throw new ArgumentNullException(nameof(text));

        var length = text.Length == 1 ? "1 character" : EntitlementWords.Number(text.Length) + " characters";
        var what = $"write a note of {length} ({category}) on tenant {tenantId}";
        return new Deed($"{what}: '{NoteWords.Beginning(text)}'", what);
    }
}
