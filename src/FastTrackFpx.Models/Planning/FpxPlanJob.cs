namespace FastTrackFpx;

/// <summary>Work that can be planned: a read by the noun of its cmdlet, a write by the kind of change it is.</summary>
public enum FpxPlanJob
{
    /// <summary>All tenants: <c>Get-FpxTenant</c>.</summary>
    Tenant,
    /// <summary>Tenants by their ids: <c>Get-FpxTenant -TenantId</c>.</summary>
    TenantById,
    /// <summary>The people assigned to tenants: <c>Get-FpxTenantAssignment</c>.</summary>
    TenantAssignment,
    /// <summary>Status records of seats: <c>Get-FpxEntitlement</c>.</summary>
    Entitlement,
    /// <summary>Seats for each service: <c>Get-FpxMaxEntitlement</c>.</summary>
    MaxEntitlement,
    /// <summary>Contacts: <c>Get-FpxContact</c>.</summary>
    Contact,
    /// <summary>Notes: <c>Get-FpxNote</c>.</summary>
    Note,
    /// <summary>Referrals: <c>Get-FpxReferral</c>.</summary>
    Referral,
    /// <summary>Incentive statements: <c>Get-FpxIncentiveStatement</c>.</summary>
    IncentiveStatement,
    /// <summary>Usage: <c>Get-FpxUsage</c>.</summary>
    Usage,
    /// <summary>Seats set or moved: <c>Set-FpxEntitlement</c>, <c>Move-FpxEntitlementSeat</c>.</summary>
    EntitlementSet,
    /// <summary>Contacts made: <c>New-FpxContact</c>.</summary>
    ContactNew,
    /// <summary>Contacts changed: <c>Set-FpxContact</c>.</summary>
    ContactSet,
    /// <summary>Contacts removed: <c>Remove-FpxContact</c>.</summary>
    ContactRemove,
    /// <summary>Notes written: <c>New-FpxNote</c>.</summary>
    NoteNew,
    /// <summary>Referrals changed: <c>Approve-FpxReferral</c>, <c>Deny-FpxReferral</c>, <c>Set-FpxReferral</c>.</summary>
    ReferralSet,
}
