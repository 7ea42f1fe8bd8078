using System;
using FastTrackFpx.Client.Json;

namespace FastTrackFpx.Client.Contacts;

/// <summary>Contacts as the service writes them.</summary>
internal static class ContactReader
{
    internal static FpxContact Read(JsonRecord contact) => new()
    {
        ContactId = contact.Guid("contactId") ?? throw JsonRecord.Missing("contactId", "a GUID"),
        TenantId = contact.Guid("tenantId") ?? Guid.Empty,
        TenantName = contact.Text("tenantName"),
        ReferralId = contact.Whole("rfaId"),
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
        SkillTypes = contact.List("skillTypes", Entry),
        Services = contact.List("services", Entry),
    };

    private static FpxLookup Entry(JsonRecord entry) => new() { Id = entry.Id("id"), Name = entry.Text("name") };
}
