using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text.Json;
using FastTrackFpx.Sandbox.Http;
using FastTrackFpx.Sandbox.Lookups;
using FastTrackFpx.Sandbox.Referrals;
using FastTrackFpx.Sandbox.Tenants;

namespace FastTrackFpx.Sandbox.Notes;

/// <summary>Notes of a tenant.</summary>
internal sealed class NoteEndpoints(TenantFinder tenants, ReferralAccess referrals, INoteStore store, Readings readings)
{
    private const int DefaultCategory = 1;

    public void Map(RouteTable routes) => routes.Get("tenants/{tenantId}/notes", List);

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
