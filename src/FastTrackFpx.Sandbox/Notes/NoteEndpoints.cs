using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.Json;
using FastTrackFpx.Sandbox.Http;
using FastTrackFpx.Sandbox.Lookups;
using FastTrackFpx.Sandbox.MadeUp;
using FastTrackFpx.Sandbox.Referrals;
using FastTrackFpx.Sandbox.Tenants;

namespace FastTrackFpx.Sandbox.Notes;

/// <summary>Notes of a tenant.</summary>
internal sealed class NoteEndpoints(TenantFinder tenants, ReferralAccess referrals, INoteStore store, Readings readings, TimeProvider time)
{
    private const int DefaultCategory = 1;

    public void Map(RouteTable routes)
    {
        routes.Get("tenants/{tenantId}/notes", List);
        routes.Add("POST", "tenants/{tenantId}/notes", ApiVersions.All, Create);
    }

    private void List(in Call call, Reply reply)
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
        PageEnvelope.WriteCounts(json, readings, total, skip, notes.Count);
        json.WriteString("tenantId"u8, tenant.TenantId);
        json.WriteString("tenantName"u8, tenant.Name);
        json.WriteStartArray("items"u8);
        foreach (NoteRecord note in notes) Write(json, note);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void Create(in Call call, Reply reply)
    {
        TenantRecord tenant = tenants.Any(call);
        referrals.AdmitWrite(tenant);
        var errors = new FieldErrors();
        using JsonDocument body = RequestBody.Parse(call.Body);
        BodyFields fields = RequestBody.Object(body, errors);
        string? text = fields.Text("text");
        int? category = fields.Integer("noteCategoryId");
        if (!fields.IsSet("text") || text is "") fields.Refuse("text", "A note needs a text.");
        else if (text?.Length > NoteMaker.LongestText)
        {
            fields.Refuse("text", $"The text has {text.Length} characters; a note takes {NoteMaker.LongestText}.");
        }
        if (!fields.IsSet("noteCategoryId")) fields.Refuse("noteCategoryId", "A note needs a category.");
        else if (category is { } id && ContactLookups.NoteCategories.Find(id) is null)
        {
            fields.Refuse("noteCategoryId", $"There is no note category {id}.");
        }
        errors.ThrowIfAny();
        var note = new NoteRecord(text!, call.Caller.User, MadeUpTime.Text(time.GetUtcNow()), category!.Value);
        store.Add(tenant, note);
        reply.Status = readings.Is("F81", "201") ? 201 : 200;
        Write(reply.Json, note);
    }

    private static void Write(Utf8JsonWriter json, NoteRecord note)
    {
        json.WriteStartObject();
        json.WriteString("text"u8, note.Text);
        json.WriteString("author"u8, note.Author);
        json.WriteString("created"u8, note.Created);
        ContactLookups.NoteCategories.WriteReference(json, "noteCategory", note.Category, IdForm.Integer);
        json.WriteEndObject();
    }

    private int Category(in Call call)
    {
        int? byId = readings.Is("F42", "noteCategory") ? null : call.QueryInteger("noteCategoryId", "NoteCategoryId");
        int? byName = readings.Is("F42", "noteCategoryId") ? null : call.QueryInteger("noteCategory", "NoteCategory");
        int category = byId ?? byName ?? DefaultCategory;
        if (ContactLookups.NoteCategories.Find(category) is not null) return category;
        throw Refusal.Field("NoteCategoryId", string.Create(CultureInfo.InvariantCulture, $"There is no note category {category}."));
    }

    private static bool NewestFirst(in Call call)
    {
        string? order = call.Query("orderByCreated");
        if (order is null || order.Equals("Ascending", StringComparison.OrdinalIgnoreCase)) return false;
        if (order.Equals("Descending", StringComparison.OrdinalIgnoreCase)) return true;
        throw Refusal.Field("OrderByCreated", $"'{order}' is neither Ascending nor Descending.");
    }
}
