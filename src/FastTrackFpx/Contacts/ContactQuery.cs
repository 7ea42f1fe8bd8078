namespace FastTrackFpx.Contacts;

/// <summary>Which contacts of a tenant are wanted.</summary>
internal sealed class ContactQuery
{
    /// <summary>The referral (RFA) by which the tenant is known to this partner, where it is not by a claim.</summary>
    public long? ReferralId { get; set; }

    /// <summary>The id of a contact type; null wants all.</summary>
    public string? ContactTypeId { get; set; }
}
