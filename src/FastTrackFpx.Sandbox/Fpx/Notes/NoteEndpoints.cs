using System.Globalization;
using System.Text.Json;
using FastTrackFpx.Sandbox.Fpx.Lookups;
using FastTrackFpx.Sandbox.Fpx.Referrals;
using FastTrackFpx.Sandbox.Fpx.Tenants;
using FastTrackFpx.Sandbox.Hosting;
using FastTrackFpx.Sandbox.Http;
using FastTrackFpx.Sandbox.MadeUp;

namespace FastTrackFpx.Sandbox.Fpx.Notes;

/// <summary>Notes of a tenant.</summary>
internal sealed class NoteEndpoints(TenantFinder tenants, ReferralAccess referrals, NoteStore store, ServiceContext context)
{
    private const int DefaultCategory = 1;

    public void Map(FpxRoutes routes)
    {
        routes.Get("tenants/{tenantId}/notes", List);
        routes.Add("POST", "tenants/{tenantId}/notes", ApiVersions.All, Create);
    }

    private void List(ServiceRequest request, ServiceResponse response)
    {
        TenantRecord tenant = tenants.Any(request);
        int? rfaId = referrals.Admit(request, tenant);
        int category = Category(request);
        bool newestFirst = NewestFirst(request);
        (int skip, int take) = request.Page();
        (int total, IReadOnlyList<NoteRecord> notes) = store.Page(tenant, category, newestFirst, skip, take);
        Utf8JsonWriter json = response.Json;
        json.WriteStartObject();
        ReferralAccess.WriteRfaId(json, rfaId);
        PageEnvelope.WriteCounts(json, context.Readings, total, skip, notes.Count);
        json.WriteString("tenantId"u8, tenant.TenantId);
        json.WriteString("tenantName"u8, tenant.Name);
        json.WriteStartArray("items"u8);
        foreach (NoteRecord note in notes) Write(json, note);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void Create(ServiceRequest request, ServiceResponse response)
    {
        TenantRecord tenant = tenants.Any(request);
        referrals.AdmitWrite(tenant);
        var errors = new FieldErrors();
        using JsonDocument body = RequestBody.Parse(request);
        BodyFields fields = RequestBody.Object(body, errors, request);
        string? text = fields.Text("text");
        int? category = fields.Integer("noteCategoryId");
        if (!fields.IsSet("text") || text is "") fields.Reject("text", "A note needs a text.");
        else if (text?.Length > NoteMaker.LongestText && text.EnumerateRunes().Count() is var length && length > NoteMaker.LongestText)
        {
            fields.Reject("text", $"The text has {length} characters; the limit is {NoteMaker.LongestText}.");
        }
        if (!fields.IsSet("noteCategoryId")) fields.Reject("noteCategoryId", "A note needs a category.");
        else if (category is { } id && LookupCatalog.NoteCategories.Find(id) is null)
        {
            fields.Reject("noteCategoryId", $"There is no note category {id}.");
        }
        errors.ThrowIfAny();
        var note = new NoteRecord(text!, request.User, MadeUpTime.Text(context.RecordTime), category!.Value);
        store.Add(tenant, note);
        response.Status = context.Readings.Is("F81", "201") ? 201 : 200;
        Write(response.Json, note);
    }

    private static void Write(Utf8JsonWriter json, NoteRecord note)
    {
        json.WriteStartObject();
        json.WriteString("text"u8, note.Text);
        json.WriteString("author"u8, note.Author);
        json.WriteString("created"u8, note.Created);
        LookupCatalog.NoteCategories.WriteReference(json, "noteCategory", note.Category, IdForm.Integer);
        json.WriteEndObject();
    }

    private int Category(ServiceRequest request)
    {
        int? byId = context.Readings.Is("F42", "noteCategory") ? null : request.QueryInteger("noteCategoryId");
        int? byName = context.Readings.Is("F42", "noteCategoryId") ? null : request.QueryInteger("noteCategory");
        int category = byId ?? byName ?? DefaultCategory;
        if (LookupCatalog.NoteCategories.Find(category) is not null) return category;
        throw Rejection.Field("NoteCategoryId", string.Create(CultureInfo.InvariantCulture, $"There is no note category {category}."));
    }

    private static bool NewestFirst(ServiceRequest request)
    {
        string? order = request.Query("orderByCreated");
        if (order is null || order.Equals("Ascending", StringComparison.OrdinalIgnoreCase)) return false;
        if (order.Equals("Descending", StringComparison.OrdinalIgnoreCase)) return true;
        throw Rejection.Field("OrderByCreated", $"'{order}' is neither Ascending nor Descending.");
    }
}
