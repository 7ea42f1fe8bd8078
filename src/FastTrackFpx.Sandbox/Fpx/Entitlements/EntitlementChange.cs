using System.Text.Json;
using FastTrackFpx.Sandbox.Faults;
using FastTrackFpx.Sandbox.Fpx.Lookups;
using FastTrackFpx.Sandbox.Http;

namespace FastTrackFpx.Sandbox.Fpx.Entitlements;

/// <summary>One record of a change. Zero seats remove it.</summary>
/// <param name="Existing">The record it changes; null for a new one.</param>
/// <param name="After">The record after the change. A new one gets its id when it is stored.</param>
internal sealed record EntitlementStep(EntitlementRecord? Existing, EntitlementRecord After);

/// <summary>A change that satisfies all rules.</summary>
/// <param name="Steps">What was sent.</param>
/// <param name="Gone">The records to remove because they were not sent.</param>
internal sealed record EntitlementPlan(IReadOnlyList<EntitlementStep> Steps, IReadOnlyList<EntitlementRecord> Gone);

/// <summary>
/// The rules of a change of a service's status records: at most as many records as there are statuses of level one, each a
/// valid combination; after the change each status of level one once, and the seats adding up to the service's total.
/// </summary>
internal sealed class EntitlementChange(Readings readings, bool namesAreIds)
{
    /// <summary>Validates a change; a rejection names every field that breaks a rule.</summary>
    /// <param name="body">The request's body.</param>
    /// <param name="rules">How text is normalised.</param>
    /// <param name="service">The service.</param>
    /// <param name="total">All its seats.</param>
    /// <param name="existing">Its records now.</param>
    public EntitlementPlan Plan(JsonElement body, StoreRules rules, Service service, SeatTotal total,
        IReadOnlyList<EntitlementRecord> existing)
    {
        var errors = new FieldErrors();
        List<JsonElement> items = Items(body);
        if (items.Count == 0) throw Rejection.Field("Entitlements", "There is no record to change.");
        if (items.Count > StatusCatalog.All.Length)
        {
            throw Rejection.Field("Entitlements",
                $"A change takes at most {StatusCatalog.All.Length} records; this one has {items.Count}.");
        }

        var steps = new List<EntitlementStep>();
        for (int i = 0; i < items.Count; i++)
        {
            var fields = new BodyFields(items[i], errors, rules, items.Count == 1 ? "" : $"Record {i + 1}: ");
            if (Step(fields, service, existing) is { } step) steps.Add(step);
        }

        CheckEachOnce(steps, errors);
        errors.ThrowIfAny();
        List<EntitlementRecord> notSent = [.. existing.Where(record => steps.All(step => step.Existing?.IntentId != record.IntentId))];
        bool vanish = readings.Is("F50", "vanish");
        CheckState(steps, vanish ? [] : notSent, total, errors);
        errors.ThrowIfAny();
        return new EntitlementPlan(steps, vanish ? notSent : []);
    }

    private List<JsonElement> Items(JsonElement body)
    {
        bool isArray = body.ValueKind == JsonValueKind.Array;
        if (isArray && readings.Is("F46", "object")) throw Rejection.Field("Body", "The body is one record, not a list.");
        if (!isArray && readings.Is("F46", "array")) throw Rejection.Field("Body", "The body is a list of records.");
        List<JsonElement> items = isArray ? [.. body.EnumerateArray()] : [body];
        if (items.Exists(item => item.ValueKind != JsonValueKind.Object)) throw Rejection.Field("Body", "Each record is a JSON object.");
        return items;
    }

    private EntitlementStep? Step(BodyFields fields, Service service, IReadOnlyList<EntitlementRecord> existing)
    {
        string? intentId = fields.Uuid("serviceIntentId");
        bool isNew = intentId is null or "00000000-0000-0000-0000-000000000000";
        EntitlementRecord? now = isNew ? null : existing.FirstOrDefault(record => record.IntentId == intentId);
        if (!isNew && now is null) fields.Reject("serviceIntentId", $"The service has no record {intentId}.");
        int? seats = fields.Integer("entitlementCount");
        if (!fields.IsSet("entitlementCount")) fields.Reject("entitlementCount", "The number of seats is required.");
        else if (seats < 0) fields.Reject("entitlementCount", "The number of seats cannot be negative.");
        string? l1 = LevelId(fields, "l1id");
        if (!fields.IsSet("l1id")) fields.Reject("l1id", "The status of level one is required.");
        string? l2 = fields.Has("l2id") || now is null || now.L1 != l1 ? LevelId(fields, "l2id") : now.L2;
        string? l3 = fields.Has("l3id") || now is null || now.L1 != l1 || now.L2 != l2 ? LevelId(fields, "l3id") : now.L3;
        if (l1 is not null) CheckCombination(fields, service, l1, l2, l3);
        // Fields that a change does not mention stay as they are.
        string? target = fields.Has("targetDate") ? fields.Time("targetDate") : now?.TargetDate;
        string? owner = fields.Has("owner") ? fields.Text("owner") : now?.Owner;
        string? next = fields.Has("nextActionDate") ? fields.Time("nextActionDate") : now?.NextActionDate;
        string? notes = fields.Has("notes") ? fields.Text("notes") : now?.Notes;
        if (l1 is null || seats is null) return null;
        return new EntitlementStep(
            now, new EntitlementRecord(now?.IntentId ?? "", service.Id, l1, l2, l3, seats.Value, target, owner, next, notes));
    }

    private string? LevelId(BodyFields fields, string name)
    {
        // Responses with quirks have names in place of ids, and what was read must be accepted when it is sent back.
        if (namesAreIds && name == "l1id" && fields.Text(name) is { } text
            && StatusCatalog.All.FirstOrDefault(f => f.Status.Name == text) is { } first)
        {
            return first.Status.Id;
        }

        return fields.Uuid(name);
    }

    private static void CheckCombination(BodyFields fields, Service service, string l1, string? l2, string? l3)
    {
        if (StatusCatalog.Find(l1) is null)
        {
            fields.Reject("l1id", $"There is no status of level one {l1}.");
            return;
        }

        if (l2 is null)
        {
            if (l3 is not null) fields.Reject("l3id", "A status of level three needs one of level two.");
            return;
        }

        SecondLevel? second = StatusCatalog.Find(service, l1, l2);
        if (second is null) fields.Reject("l2id", $"Status {l2} is not below {StatusCatalog.NameOf(l1)} for {service.Name}.");
        else if (l3 is not null && second.Below.All(third => third.Id != l3))
        {
            fields.Reject("l3id", $"Status {l3} is not below {second.Status.Name}.");
        }
    }

    private static void CheckEachOnce(List<EntitlementStep> steps, FieldErrors errors)
    {
        foreach (IGrouping<string, EntitlementStep> same in steps.Where(step => step.Existing is not null)
            .GroupBy(step => step.Existing!.IntentId))
        {
            if (same.Count() > 1) errors.Add("ServiceIntentId", $"Record {same.Key} is changed more than once.");
        }
    }

    private void CheckState(List<EntitlementStep> steps, List<EntitlementRecord> staying, SeatTotal total, FieldErrors errors)
    {
        List<EntitlementRecord> after = [.. staying, .. steps.Select(step => step.After).Where(record => record.Seats > 0)];
        foreach (IGrouping<string, EntitlementRecord> same in after.GroupBy(record => record.L1))
        {
            if (same.Count() == 1) continue;
            errors.Add("L1id", $"{StatusCatalog.NameOf(same.Key)} would be on {same.Count()} records; a service has each status once.");
        }

        long sum = readings.Is("F48", "sent") ? steps.Sum(step => (long)step.After.Seats) : after.Sum(record => (long)record.Seats);
        if (sum != total.Seats) errors.Add("EntitlementCount", $"The seats would add up to {sum}; the service has {total.Seats}.");
    }
}
