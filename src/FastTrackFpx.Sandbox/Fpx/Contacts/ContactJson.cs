using System.Text.Json;
using FastTrackFpx.Sandbox.Fpx.Lookups;
using FastTrackFpx.Sandbox.Fpx.Tenants;

namespace FastTrackFpx.Sandbox.Fpx.Contacts;

/// <summary>Writes a contact as responses show it.</summary>
internal sealed class ContactJson(Readings readings)
{
    // The documents show GUIDs for these two on contacts, and whole numbers in the lookups.
    private readonly IdForm _timeZone = readings.Is("F38", "integer") ? IdForm.Integer : IdForm.Uuid;
    private readonly IdForm _surveyLanguage = readings.Is("F39", "integer") ? IdForm.Integer : IdForm.Uuid;
    private readonly IdForm _contactType = readings.Is("F37", "uuid") ? IdForm.Uuid : IdForm.Integer;

    public void Write(Utf8JsonWriter json, TenantRecord tenant, ContactRecord contact)
    {
        json.WriteStartObject();
        json.WriteString("contactId"u8, contact.ContactId);
        json.WriteString("tenantId"u8, tenant.TenantId);
        json.WriteString("name"u8, contact.Name);
        json.WriteString("email"u8, contact.Email);
        json.WriteString("phone"u8, contact.Phone);
        json.WriteString("managerName"u8, contact.ManagerName);
        json.WriteString("managerEmail"u8, contact.ManagerEmail);
        json.WriteString("title"u8, contact.Title);
        WriteFlag(json, "isEngaged", contact.IsEngaged);
        WriteFlag(json, "isFastTrackContact", contact.IsFastTrackContact);
        json.WriteString("evidence"u8, contact.Evidence);
        WriteFlag(json, "surveyEligible", contact.SurveyEligible);
        json.WriteString("approvedSurvey"u8, contact.ApprovedSurvey);
        json.WriteString("note"u8, contact.Note);
        json.WriteString("created"u8, contact.Created);
        json.WriteString("createdBy"u8, contact.CreatedBy);
        json.WriteString("modified"u8, contact.Modified);
        json.WriteString("modifiedBy"u8, contact.ModifiedBy);
        LookupCatalog.TimeZones.WriteReference(json, "timezone", contact.TimeZone, _timeZone);
        LookupCatalog.Countries.WriteReference(json, "countryRegion", contact.CountryRegion, IdForm.Uuid);
        LookupCatalog.AdminTypes.WriteReference(json, "adminType", contact.AdminType, IdForm.Integer);
        LookupCatalog.SurveyLanguages.WriteReference(json, "surveyLanguage", contact.SurveyLanguage, _surveyLanguage);
        LookupCatalog.ContactTypes.WriteReference(json, "contactType", contact.ContactType, _contactType);
        LookupCatalog.SkillTypes.WriteReferences(json, "skillTypes", contact.SkillTypes);
        ServiceCatalog.WriteList(json, "services", contact.Services);
        json.WriteEndObject();
    }

    private static void WriteFlag(Utf8JsonWriter json, string name, bool? value)
    {
        if (value is { } known) json.WriteBoolean(name, known);
        else json.WriteNull(name);
    }
}
