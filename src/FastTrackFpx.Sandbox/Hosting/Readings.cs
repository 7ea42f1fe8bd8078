using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;

namespace FastTrackFpx.Sandbox;

/// <summary>One point where the documents of the API leave more than one reading, and what can be chosen.</summary>
/// <param name="Key">Its name, such as F3.</param>
/// <param name="Choices">The values it takes; the first is the default.</param>
/// <param name="Meaning">What the values do, in one line.</param>
public sealed record ReadingPoint(string Key, ImmutableArray<string> Choices, string Meaning);

/// <summary>The readings a service runs with: the defaults, and what was chosen at its start.</summary>
public sealed class Readings
{
    private readonly Dictionary<string, string> _chosen;

    internal Readings(IEnumerable<KeyValuePair<string, string>> chosen, bool withServiceId = false)
    {
        _chosen = All.ToDictionary(point => point.Key, point => point.Choices[0], StringComparer.OrdinalIgnoreCase);
        if (withServiceId) _chosen["F36"] = "with";
        foreach ((string key, string value) in chosen) Choose(key, value);
    }

    /// <summary>Every point that can be switched.</summary>
    public static ImmutableArray<ReadingPoint> All { get; } =
    [
        new("F3", ["new", "old"], "v1.2 changes contacts at contacts/{id} (new), or still at tenants/contacts/{id} alone (old)"),
        new("F4", ["old", "new"], "a contact is deleted in v1 and v1.1 alone (old), or also at contacts/{id} in v1.2 (new)"),
        new("F6", ["new", "old"], "assignments are at tenants/{id}/assignments (new), or at tenant/assignments (old)"),
        new("F22", ["any", "exact"], "referral fields are read in any case, or AcceptanceStatusId and DeclineReasonId in PascalCase alone"),
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
        new("F55", ["required", "lenient"], "a new contact needs every key the scenarios mark, or name and contactTypeId alone"),
        new("F56", ["required", "lenient"], "a contact change in v1.2 needs every key the scenarios mark, or none"),
        new("F67", ["fixed", "sliding"], "calls are counted in one-minute windows, or in every 60 seconds"),
        new("F80", ["204", "200"], "status of a deletion"),
        new("F81", ["200", "201"], "status of a creation"),
        new("F82", ["acceptance", "aceptance"], "spelling of the referral field that is understood"),
        new("unknown-tenant", ["left-out", "404", "400"], "an unknown tenant among many is left out, or makes the call fail"),
    ];

    internal string this[string key] => _chosen[key];

    internal bool Is(string key, string value) => _chosen[key] == value;

    private void Choose(string key, string value)
    {
        ReadingPoint point = All.FirstOrDefault(p => p.Key.Equals(key, StringComparison.OrdinalIgnoreCase))
            ?? throw new SandboxStartException($"There is no reading '{key}'. Known: {string.Join(", ", All.Select(p => p.Key))}.");
        _chosen[point.Key] = point.Choices.FirstOrDefault(c => c.Equals(value, StringComparison.OrdinalIgnoreCase))
            ?? throw new SandboxStartException($"Reading {point.Key} cannot be '{value}'. It takes {string.Join(" or ", point.Choices)}.");
    }
}
