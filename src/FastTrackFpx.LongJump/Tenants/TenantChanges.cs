using System.Text.Json;
using System.Text.Json.Serialization;

using Values = System.Collections.Generic.IReadOnlyDictionary<string, string>;

namespace FastTrackFpx.LongJump.Tenants;

/// <summary>Plans tenants that are created, changed and removed. Values are those of the service's XML; passwords are not recorded.</summary>
internal sealed class TenantChanges(RestClient client) : IChangePlanner
{
    private const string NewKind = "TenantNew";
    private const string SetKind = "TenantSet";
    private const string RemoveKind = "TenantRemove";
    private const string TenantId = "tenantId";
    private const string Password = "password";

    // What is sent and never read back as it was sent.
    private static readonly string[] NotReturned = [Password, "appList", "sendWelcomeEmail"];

    private readonly TenantsEndpoint _reads = new(client);

    /// <summary>Plans <c>POST tenant</c>.</summary>
    internal PlannedChange<LongJumpTenant> PlanNew(Values values)
    {
        JournalEntry entry = Entry(NewKind, $"Tenant {Company(values)} is new", null, values);
        IEnumerable<string> sent = values.Where(value => value.Key != Password).Select(value => $"{value.Key}={value.Value}");
        entry.Fingerprint = PendingWrites.FingerprintOf("POST tenant", string.Join("\n", sent));
        return New(entry, values);
    }

    /// <summary>Plans <c>PUT tenant/{id}</c> with the values that change.</summary>
    internal PlannedChange<LongJumpTenant> PlanSet(LongJumpTenant before, Values after, string? warning = null)
    {
        string id = before.TenantId!;
        // What the service does not return cannot be restored.
        Values old = after.Where(value => before.Received.ContainsKey(value.Key)).ToDictionary(value => value.Key, value => ValueOf(before, value.Key));
        JournalEntry entry = Entry(SetKind, $"Tenant {before}: {Differences(old, after)}", old, after, (TenantId, id), ("company", before.Company));
        return Set(entry, id, before.Company, old, after, warning);
    }

    /// <summary>Plans <c>DELETE tenant/{id}</c>.</summary>
    internal PlannedChange<bool> PlanRemove(LongJumpTenant before) => Remove(
        Entry(
            RemoveKind, $"Tenant {before} is removed", before.Received.ToDictionary(value => value.Key, value => value.Value), null,
            (TenantId, before.TenantId), ("company", before.Company)),
        before.TenantId!, before.Company);

    public PlannedChange? Recreate(JournalEntry entry)
    {
        string id = entry.Target(TenantId) ?? string.Empty;
        return entry.Kind switch
        {
            NewKind => New(entry, Read(entry.After)),
            SetKind => Set(entry, id, entry.Target("company"), Read(entry.Before), Read(entry.After)),
            RemoveKind => Remove(entry, id, entry.Target("company")),
            _ => null,
        };
    }

    private PlannedChange<LongJumpTenant> New(JournalEntry entry, Values values)
    {
        return new PlannedChange<LongJumpTenant>
        {
            Entry = entry,
            Description = new ChangeDescription(
                $"create tenant {Company(values)}: "
                    + string.Join("; ", values.Where(value => value.Key != "company").Select(value => $"{Label(value.Key)} {Shown(value.Key, value.Value)}")),
                $"create a tenant with {Labels(values.Keys)}"),
            Request = () => Post(null),
            SendAsync = async (mark, end) =>
            {
                string id = await client.SendAsync(Post(mark), IdOf, end).ConfigureAwait(false);
                // The tenant exists by now, whether or not it can be read.
                return await ReadAsync(id, values, end).ConfigureAwait(false);
            },
            ReadBackAsync = (known, end) => FindNewAsync(values, known, end),
            ClaimOf = static other => other.Target(TenantId) is { } id ? ClaimOf(id) : null,
            Record = static (recorded, made) => recorded.SetTarget(TenantId, made.TenantId),
            PlanUndoAsync = (force, end) => UndoNewAsync(entry, values, force, end),
        };

        RestRequest Post(SendMark? mark) => new("POST", TenantsEndpoint.Root) { Body = PlatformContent.Write("tenant", values), Mark = mark };
    }

    private PlannedChange<LongJumpTenant> Set(JournalEntry entry, string id, string? company, Values before, Values after, string? warning = null)
    {
        return new PlannedChange<LongJumpTenant>
        {
            Entry = entry,
            Description = new ChangeDescription($"change tenant {company} ({id}): {Differences(before, after)}", $"change {Labels(after.Keys)} of tenant {id}"),
            Warnings = warning is null ? [] : [warning],
            IsIdempotent = true,
            Request = () => Put(null),
            SendAsync = async (mark, end) =>
            {
                await client.SendAsync(Put(mark), PlatformContent.ReadSuccess, end).ConfigureAwait(false);
                return await ReadAsync(id, after, end).ConfigureAwait(false);
            },
            ReadBackAsync = async (_, end) => await _reads.FindAsync(id, end).ConfigureAwait(false) is not { } now
                ? ReadBack<LongJumpTenant>.Different("The tenant no longer exists.")
                : Holds(now, after) ? ReadBack<LongJumpTenant>.Found(now)
                : Holds(now, before) ? ReadBack<LongJumpTenant>.Unchanged()
                : ReadBack<LongJumpTenant>.Different(Differences(after, Now(now, after))),
            Compare = now => Holds(now, after) ? null : Differences(Recorded(after), Now(now, after)),
            PlanUndoAsync = (force, end) => UndoSetAsync(entry, id, before, after, force, end),
        };

        RestRequest Put(SendMark? mark) => new("PUT", TenantsEndpoint.PathOf(id)) { Body = PlatformContent.Write("tenant", after), Mark = mark };
    }

    private PlannedChange<bool> Remove(JournalEntry entry, string id, string? company) => new()
    {
        Entry = entry,
        Description = new ChangeDescription($"remove tenant {company} ({id}) and all of its data", $"remove tenant {id} and all of its data"),
        IsIdempotent = true,
        Request = () => new RestRequest("DELETE", TenantsEndpoint.PathOf(id)),
        SendAsync = (mark, end) => client.SendAsync(new RestRequest("DELETE", TenantsEndpoint.PathOf(id)) { Mark = mark }, PlatformContent.ReadSuccess, end),
        ReadBackAsync = async (_, end) =>
            await _reads.FindAsync(id, end).ConfigureAwait(false) is null ? ReadBack<bool>.Found(true) : ReadBack<bool>.Unchanged(),
        PlanUndoAsync = static (_, _) => throw Undo.Cannot(
            "A removed tenant cannot be restored: its data are gone.", "Create a new tenant with New-LongJumpTenant."),
    };

    private async Task<ReadBack<LongJumpTenant>> FindNewAsync(Values values, ReadBackContext known, CancellationToken cancellationToken)
    {
        var equal = new List<Candidate<LongJumpTenant>>();
        PagedSequence<LongJumpTenant> similar = _reads.List(TenantsEndpoint.Contains("company", Company(values)));
        await foreach (LongJumpTenant tenant in similar.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            if (tenant.TenantId is { } id && Holds(tenant, values)) equal.Add(new Candidate<LongJumpTenant>(tenant, tenant.StartDate, ClaimOf(id)));
        }

        return CreateMatch.Find(equal, known);
    }

    private async Task<PlannedChange> UndoNewAsync(JournalEntry entry, Values values, bool force, CancellationToken cancellationToken)
    {
        if (entry.Target(TenantId) is not { } id) throw Undo.Cannot("The journal does not hold the tenant's id.", "Remove it with Remove-LongJumpTenant.");
        LongJumpTenant? now = await _reads.FindAsync(id, cancellationToken).ConfigureAwait(false);
        if (now is null) return Undo.Nothing(entry, $"Tenant {id}");
        if (!force && !Holds(now, values)) throw Undo.Conflict($"Tenant {now}", Differences(Recorded(values), Now(now, values)));
        return PlanRemove(now);
    }

    private async Task<PlannedChange> UndoSetAsync(JournalEntry entry, string id, Values before, Values after, bool force, CancellationToken cancellationToken)
    {
        if (before.Count == 0)
            throw Undo.Cannot("The values before the change are not known: the service does not return them.", "Set the values with Set-LongJumpTenant.");
        LongJumpTenant now = await _reads.FindAsync(id, cancellationToken).ConfigureAwait(false)
            ?? throw Undo.Cannot($"Tenant {id} no longer exists.", "Leave it out.");
        if (Holds(now, before)) return Undo.Nothing(entry, $"Tenant {now}");
        if (!force && !Holds(now, after)) throw Undo.Conflict($"Tenant {now}", Differences(Recorded(after), Now(now, after)));
        string[] lost = [.. after.Keys.Where(name => !before.ContainsKey(name))];
        return PlanSet(now, before, lost.Length == 0 ? null : $"{Labels(lost)} cannot be restored: the service does not return the value.");
    }

    private async Task<LongJumpTenant> ReadAsync(string id, Values sent, CancellationToken cancellationToken)
    {
        try
        {
            return await _reads.GetAsync(id, cancellationToken).ConfigureAwait(false);
        }
        catch (RestException) when (!cancellationToken.IsCancellationRequested)
        {
            // The write itself has succeeded: what was sent is what the service holds.
            LongJumpTenant tenant = TenantField.Read(Recorded(sent));
            tenant.TenantId = id;
            return tenant;
        }
    }

    private static string IdOf(RestResponse response) =>
        PlatformContent.Read(response, static (_, message) => message.Id ?? throw new FormatException("message/id is missing"));

    // A service may return only some of the fields that it accepts; only what it returns can differ.
    private static bool Holds(LongJumpTenant tenant, Values values) => values.Where(value => !NotReturned.Contains(value.Key))
        .All(value => !tenant.Received.TryGetValue(value.Key, out string? held)
            || Normalized.SameText(held, value.Value)
            || SameValue(value.Key, held, value.Value));

    // Numbers and flags in another spelling.
    private static bool SameValue(string name, string held, string sent)
    {
        try
        {
            return Normalized.SameText(ValueOf(TenantField.Read([new(name, sent)]), name), held);
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static Values Now(LongJumpTenant tenant, Values names) => Recorded(names).ToDictionary(value => value.Key, value => ValueOf(tenant, value.Key));

    private static string ValueOf(LongJumpTenant tenant, string name) => TenantField.Find(name)?.TextIn(tenant) ?? string.Empty;

    private static string Company(Values values) => values.TryGetValue("company", out string? company) ? company : string.Empty;

    private static string ClaimOf(string id) => "tenant " + id;

    private static string Differences(Values before, Values after) => string.Join("; ", after.Select(value => value.Key == Password
        ? $"{Label(Password)} is set"
        : $"{Label(value.Key)} {(before.TryGetValue(value.Key, out string? old) ? Shown(value.Key, old) : "(unknown)")} -> {Shown(value.Key, value.Value)}"));

    private static string Labels(IEnumerable<string> names) => string.Join(", ", names.Select(Label));

    private static string Label(string name) => TenantField.Find(name)?.Property.Name ?? (name == Password ? "Password" : name);

    private static string Shown(string name, string value) => name == Password ? "***" : value.Length == 0 ? "(empty)" : $"'{value}'";

    private static Dictionary<string, string> Recorded(Values values) =>
        values.Where(value => value.Key != Password).ToDictionary(value => value.Key, value => value.Value);

    private static JournalEntry Entry(string kind, string summary, Values? before, Values? after, params (string Name, string? Value)[] targets)
    {
        var entry = new JournalEntry { Kind = kind, Summary = summary, Before = ToJson(before), After = ToJson(after) };
        foreach ((string name, string? value) in targets) entry.SetTarget(name, value);
        return entry;
    }

    private static JsonElement? ToJson(Values? values) =>
        values is null ? null : JsonSerializer.SerializeToElement(Recorded(values), TenantJson.Default.DictionaryStringString);

    private static Values Read(JsonElement? values) => values?.Deserialize(TenantJson.Default.DictionaryStringString) ?? [];
}

[JsonSerializable(typeof(Dictionary<string, string>))]
internal sealed partial class TenantJson : JsonSerializerContext;
