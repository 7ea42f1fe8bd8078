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

    private void List(Call call, Reply reply)
    {
        TenantRecord tenant = tenants.Any(call);
        int? rfaId = referrals.Admit(call, tenant);
        int category = Category(call);
        bool newestFirst = NewestFirst(call);
        (int skip, int take) = call.Page();
        (int total, IReadOnlyList<NoteRecord> notes) = store.Page(tenant, category, newestFirst, skip, take);
        Utf8JsonWriter json = reply.Json;
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

    private void Create(Call call, Reply reply)
    {
        TenantRecord tenant = tenants.Any(call);
        referrals.AdmitWrite(tenant);
        var errors = new FieldErrors();
        using JsonDocument body = RequestBody.Parse(call);
        BodyFields fields = RequestBody.Object(body, errors, call);
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
        var note = new NoteRecord(text!, call.User, MadeUpTime.Text(context.RecordTime), category!.Value);
        store.Add(tenant, note);
        reply.Status = context.Readings.Is("F81", "201") ? 201 : 200;
        Write(reply.Json, note);
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

    private int Category(Call call)
    {
        int? byId = context.Readings.Is("F42", "noteCategory") ? null : call.QueryInteger("noteCategoryId");
        int? byName = context.Readings.Is("F42", "noteCategoryId") ? null : call.QueryInteger("noteCategory");
        int category = byId ?? byName ?? DefaultCategory;
        if (LookupCatalog.NoteCategories.Find(category) is not null) return category;
        throw Rejection.Field("NoteCategoryId", string.Create(CultureInfo.InvariantCulture, $"There is no note category {category}."));
    }

    private static bool NewestFirst(Call call)
    {
        string? order = call.Query("orderByCreated");
        if (order is null || order.Equals("Ascending", StringComparison.OrdinalIgnoreCase)) return false;
        if (order.Equals("Descending", StringComparison.OrdinalIgnoreCase)) return true;
        throw Rejection.Field("OrderByCreated", $"'{order}' is neither Ascending nor Descending.");
    }
}
