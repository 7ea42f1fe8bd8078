namespace FastTrackFpx;

/// <summary>
/// A person at a customer. From <c>GET tenants/{tenantId}/contacts</c> and <c>GET partnerTenants/contacts</c>; written by
/// <c>POST tenants/{tenantId}/contacts</c>, <c>PATCH contacts/{contactId}</c> and, before v1.2, <c>tenants/contacts/{contactId}</c>.
/// </summary>
[TypeConverter(typeof(FpxRecordConverter))]
public class FpxContact
{
    /// <summary>The contact's id.</summary>
    public Guid ContactId { get; set; }
    /// <summary>The tenant the contact belongs to.</summary>
    public Guid TenantId { get; set; }
    /// <summary>The tenant's name, if the response has it.</summary>
    public string? TenantName { get; set; }
    /// <summary>The referral (RFA) the contact was asked for by, if any.</summary>
    public long? ReferralId { get; set; }
    /// <summary>First and last name.</summary>
    public string? Name { get; set; }
    /// <summary>Mail address.</summary>
    public string? Email { get; set; }
    /// <summary>Phone number.</summary>
    public string? Phone { get; set; }
    /// <summary>Job title.</summary>
    public string? Title { get; set; }
    /// <summary>The manager's name.</summary>
    public string? ManagerName { get; set; }
    /// <summary>The manager's mail address.</summary>
    public string? ManagerEmail { get; set; }
    /// <summary>Whether the contact is engaged.</summary>
    public bool? IsEngaged { get; set; }
    /// <summary>Whether the contact is a FastTrack contact.</summary>
    public bool? IsFastTrackContact { get; set; }
    /// <summary>Evidence of the engagement.</summary>
    public string? Evidence { get; set; }
    /// <summary>Whether surveys may be sent to the contact.</summary>
    public bool? SurveyEligible { get; set; }
    /// <summary>The survey that was approved.</summary>
    public string? ApprovedSurvey { get; set; }
    /// <summary>Free text.</summary>
    public string? Note { get; set; }
    /// <summary>When the contact was made.</summary>
    public DateTimeOffset? Created { get; set; }
    /// <summary>Who made the contact.</summary>
    public string? CreatedBy { get; set; }
    /// <summary>When the contact was last changed.</summary>
    public DateTimeOffset? Modified { get; set; }
    /// <summary>Who changed the contact last.</summary>
    public string? ModifiedBy { get; set; }
    /// <summary>The contact's time zone.</summary>
    public FpxLookup? TimeZone { get; set; }
    /// <summary>The contact's country or region.</summary>
    public FpxLookup? CountryRegion { get; set; }
    /// <summary>The kind of administrator the contact is.</summary>
    public FpxLookup? AdminType { get; set; }
    /// <summary>The language surveys are sent in.</summary>
    public FpxLookup? SurveyLanguage { get; set; }
    /// <summary>The kind of contact.</summary>
    public FpxLookup? ContactType { get; set; }
    /// <summary>The contact's skills.</summary>
    public FpxList<FpxLookup>? SkillTypes { get; set; }
    /// <summary>The services the contact is for.</summary>
    public FpxList<FpxLookup>? Services { get; set; }

    /// <summary>The contact's name, mail address or id.</summary>
    public override string ToString() => Name ?? Email ?? ContactId.ToString();
}
