namespace FastTrackFpx.Notes;

/// <summary>Which notes of a tenant are wanted, and in what order.</summary>
internal sealed class NoteQuery
{
    /// <summary>The id of a category. The service gives the category with id 1 where none is named.</summary>
    public string? NoteCategoryId { get; set; }

    /// <summary>The referral (RFA) by which the tenant is known to this partner, where it is not by a claim.</summary>
    public long? ReferralId { get; set; }

    /// <summary>True for oldest first, false for newest first; null leaves it to the service.</summary>
    public bool? OldestFirst { get; set; }

    /// <summary>The same of another category.</summary>
    internal NoteQuery Of(string? categoryId) => new() { NoteCategoryId = categoryId, ReferralId = ReferralId, OldestFirst = OldestFirst };
}
