using System.Text.Json.Serialization;

namespace FastTrackFpx.Changes;

/// <summary>Journal entries as the changes that scripts see, and FPX records as the JSON of the journal.</summary>
internal static class FpxChanges
{
    internal const string Service = "FPX";

    internal const string TenantId = "tenantId";
    internal const string ServiceId = "serviceId";
    internal const string ContactId = "contactId";
    internal const string PartnerReferralId = "partnerReferralId";

    internal static JournalEntry Entry(
        FpxChangeKind kind, string summary, object? before, object? after, params (string Name, string? Value)[] targets)
    {
        var entry = new JournalEntry { Kind = kind.ToString(), Summary = summary, Before = StateOf(before), After = StateOf(after) };
        foreach (var target in targets) entry.SetTarget(target.Name, target.Value);
        return entry;
    }

    internal static string? Id(Guid? id) => id is null || id == Guid.Empty ? null : id.Value.ToString("D");

    internal static void RecordAfter(JournalEntry entry, object record) => entry.After = StateOf(record);

    internal static FpxChangeState? Before(this JournalEntry entry) => Read(entry, entry.Before);

    internal static FpxChangeState? After(this JournalEntry entry) => Read(entry, entry.After);

    internal static FpxChangeKind Kind(this JournalEntry entry) =>
        IsFpx(entry) && Enum.TryParse(entry.Kind, out FpxChangeKind kind) ? kind : FpxChangeKind.Other;

    /// <summary>Changes of the first version named no service.</summary>
    internal static bool IsFpx(this JournalEntry entry) => entry.Service is null or Service;

    internal static bool IsOf(this JournalEntry entry, RestConnection connection) =>
        (entry.Service ?? Service) == connection.Service && connection.BaseUri is { } address && entry.IsOn(address);

    internal static FpxChange ToChange(this JournalEntry entry) => new()
    {
        ChangeId = entry.Id,
        Time = entry.Time,
        Settled = entry.Settled,
        Outcome = (FpxChangeOutcome)entry.Outcome,
        Kind = entry.Kind(),
        Service = entry.Service ?? Service,
        RunId = entry.RunId,
        Cmdlet = entry.Cmdlet,
        ConnectionName = entry.ConnectionName,
        BaseUri = entry.BaseUri,
        TenantId = entry.GuidTarget(TenantId),
        ServiceId = entry.Target(ServiceId),
        ContactId = entry.GuidTarget(ContactId),
        PartnerReferralId = entry.GuidTarget(PartnerReferralId),
        Summary = entry.Summary,
        Before = entry.Before(),
        After = entry.After(),
        Error = entry.Error,
        CorrelationId = entry.CorrelationId,
        Undoes = entry.Undoes,
        UndoneBy = entry.UndoneBy,
    };

    private static JsonElement? StateOf(object? record) => record is null ? null : JsonSerializer.SerializeToElement(
        record switch
        {
            FpxContact contact => new FpxChangeState { Contact = contact },
            FpxNote note => new FpxChangeState { Note = note },
            FpxReferral referral => new FpxChangeState { Referral = referral },
            _ => new FpxChangeState { Entitlements = new FpxList<FpxEntitlement>(((IEnumerable<FpxEntitlement>)record).Select(seats => seats.Copy())) },
        },
        ChangeStateJson.Default.FpxChangeState);

    private static FpxChangeState? Read(JournalEntry entry, JsonElement? state)
    {
        if (state is not { } json) return null;
        if (!IsFpx(entry)) return new FpxChangeState { Json = json.GetRawText() };
        try
        {
            return json.Deserialize(ChangeStateJson.Default.FpxChangeState);
        }
        catch (JsonException)
        {
            return null; // a record of a later version
        }
    }
}

[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(FpxChangeState))]
internal sealed partial class ChangeStateJson : JsonSerializerContext;
