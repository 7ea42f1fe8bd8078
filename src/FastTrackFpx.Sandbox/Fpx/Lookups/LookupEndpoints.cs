using System.Text.Json;

namespace FastTrackFpx.Sandbox.Fpx.Lookups;

/// <summary>The lookups of contacts, notes and entitlements.</summary>
internal sealed class LookupEndpoints(Readings readings)
{
    public void Map(FpxRoutes routes)
    {
        Add(routes, "adminTypes", LookupCatalog.AdminTypes, IdForm.Integer);
        Add(routes, "contactTypes", LookupCatalog.ContactTypes, IdForm.Integer);
        Add(routes, "countryRegions", LookupCatalog.Countries, IdForm.Uuid);
        Add(routes, "noteCategories", LookupCatalog.NoteCategories, IdForm.Integer);
        Add(routes, "skillTypes", LookupCatalog.SkillTypes, IdForm.Integer);
        Add(routes, "surveyLanguages", LookupCatalog.SurveyLanguages, readings.Is("F39", "uuid") ? IdForm.Uuid : IdForm.Integer);
        Add(routes, "timeZones", LookupCatalog.TimeZones, readings.Is("F38", "uuid") ? IdForm.Uuid : IdForm.Integer);
        routes.Get("services", (request, response) => WriteServices(response.Json, byPartnersAlone: false));
        routes.Get("services/frp", (request, response) => WriteServices(response.Json, byPartnersAlone: true));
    }

    private static void Add(FpxRoutes routes, string route, Lookup lookup, IdForm form) =>
        routes.Get(route, (request, response) => lookup.Write(response.Json, form));

    private static void WriteServices(Utf8JsonWriter json, bool byPartnersAlone)
    {
        json.WriteStartArray();
        foreach (Service service in byPartnersAlone ? ServiceCatalog.ByPartners : ServiceCatalog.All) ServiceCatalog.Write(json, service);
        json.WriteEndArray();
    }
}
