using FastTrackFpx.Lookups;
using FastTrackFpx.Rest.Content;

namespace FastTrackFpx.Contacts;

/// <summary>Contacts as the service writes them.</summary>
internal static class ContactReader
{
    /// <summary>A contact; its tenant is the one asked for where the answer does not say.</summary>
    internal static FpxContact Read(JsonRecord contact, Guid? tenantId = null, string? tenantName = null, long? referralId = null) => new()
    {
        ContactId = contact.Guid("contactId", "id") ?? throw JsonRecord.Missing("contactId", "a GUID"),
        TenantId = contact.Guid("tenantId") ?? tenantId ?? Guid.Empty,
        TenantName = contact.Text("tenantName") ?? tenantName,
        ReferralId = contact.Whole("rfaId") ?? referralId,
        Name = contact.Text("name"),
        Email = contact.Text("email"),
        Phone = contact.Text("phone"),
        Title = contact.Text("title"),
        ManagerName = contact.Text("managerName"),
        ManagerEmail = contact.Text("managerEmail"),
        IsEngaged = contact.Flag("isEngaged"),
        IsFastTrackContact = contact.Flag("isFastTrackContact"),
        Evidence = contact.Text("evidence"),
        SurveyEligible = contact.Flag("surveyEligible"),
        ApprovedSurvey = contact.Text("approvedSurvey"),
        Note = contact.Text("note"),
        Created = contact.Date("created"),
        CreatedBy = contact.Text("createdBy"),
        Modified = contact.Date("modified"),
        ModifiedBy = contact.Text("modifiedBy"),
        TimeZone = contact.Lookup("timezone"),
        CountryRegion = contact.Lookup("countryRegion"),
        AdminType = contact.Lookup("adminType"),
        SurveyLanguage = contact.Lookup("surveyLanguage"),
        ContactType = contact.Lookup("contactType"),
        SkillTypes = contact.List("skillTypes", LookupReader.Entry<FpxLookup>),
        Services = contact.List("services", LookupReader.Entry<FpxLookup>),
    };
}
