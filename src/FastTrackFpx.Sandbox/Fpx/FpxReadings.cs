using System.Collections.Immutable;

namespace FastTrackFpx.Sandbox.Fpx;

/// <summary>The points where the documents of FPX allow several readings.</summary>
internal static class FpxReadings
{
    public static ImmutableArray<ReadingPoint> All { get; } =
    [
        new("F3", ["new", "old"], "v1.2 changes contacts at contacts/{id} (new), or still only at tenants/contacts/{id} (old)"),
        new("F4", ["old", "new"], "a contact is deleted only in v1 and v1.1 (old), or also at contacts/{id} in v1.2 (new)"),
        new("F6", ["new", "old"], "assignments are at tenants/{id}/assignments (new), or at tenant/assignments (old)"),
        new("F22", ["any", "exact"], "referral fields are read in any case, or AcceptanceStatusId and DeclineReasonId only in PascalCase"),
        new("F27", ["all", "paged"], "partnerTenants answers with everything, or takes page and pageSize"),
        new("F29", ["total", "page"], "count is the number of matching records, or of those on the page"),
        new("F30", ["moreRecords", "hasMore"], "name of the flag on reads of entitlements for many tenants"),
        new("F31", ["item", "group"], "entitlements of many tenants name the tenant on each record, or on the group as well"),
        new("F32", ["entitlementCount", "entitlmentCount"], "name of the seat count on reads of entitlements for many tenants"),
        new("F36", ["none", "with"], "entitlement records of several services carry no service id, or do"),
        new("F37", ["integer", "uuid"], "contacts name their contact type by the lookup's integer, or by a GUID"),
        new("F38", ["mixed", "integer", "uuid"], "time zone ids: GUIDs on contacts and integers in the lookup, or one of them in both"),
        new("F39", ["mixed", "integer", "uuid"], "survey language ids, likewise"),
        new("F42", ["both", "noteCategoryId", "noteCategory"], "name of the note filter that is understood"),
        new("F46", ["both", "array", "object"], "body of an entitlement change"),
        new("F48", ["after", "sent"], "seats are added up over the state after the change, or over the records sent"),
        new("F50", ["stay", "vanish"], "records that an entitlement change leaves out stay, or go"),
        new("F55", ["required", "lenient"], "a new contact needs every key the scenarios mark, or only name and contactTypeId"),
        new("F56", ["required", "lenient"], "a contact change in v1.2 needs every key the scenarios mark, or none"),
        new("F67", ["fixed", "sliding"], "calls are counted in one-minute windows, or in every 60 seconds"),
        new("F80", ["204", "200"], "status of a deletion"),
        new("F81", ["200", "201"], "status of a creation"),
        new("F82", ["acceptance", "aceptance"], "spelling of the referral field that is understood"),
        new("unknown-tenant", ["left-out", "404", "400"], "an unknown tenant among many is left out, or makes the request fail"),
    ];
}
