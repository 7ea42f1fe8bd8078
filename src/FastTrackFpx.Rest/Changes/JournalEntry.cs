using System.Text.Json.Serialization;

namespace FastTrackFpx.Rest.Changes;

internal sealed class JournalEntry
{
    [JsonIgnore]
    public Guid Id { get; set; }
    [JsonIgnore]
    public DateTimeOffset Time { get; set; }
    [JsonIgnore]
    public DateTimeOffset? Settled { get; set; }
    [JsonIgnore]
    public ChangeOutcome Outcome { get; set; }
    [JsonIgnore]
    public string? Error { get; set; }
    [JsonIgnore]
    public string? CorrelationId { get; set; }
    /// <summary>The sender of a write that was read from the journal.</summary>
    [JsonIgnore]
    public ProcessMark? Process { get; set; }
    /// <summary>The change that undid this one; set when the journal is read.</summary>
    [JsonIgnore]
    public Guid? UndoneBy { get; set; }
    public string? Service { get; set; }
    /// <summary>What the write does, in the service's own terms: <c>ContactNew</c>.</summary>
    public required string Kind { get; init; }
    public string? Cmdlet { get; set; }
    public string? ConnectionName { get; set; }
    public Uri? BaseUri { get; set; }
    public Guid? RunId { get; set; }
    /// <summary>The service's clock minus this machine's when the write was sent; null if no response had shown it.</summary>
    public TimeSpan? ClockSkew { get; set; }
    public string? Summary { get; set; }
    public string? Fingerprint { get; set; }
    public JsonElement? Before { get; set; }
    /// <summary>The state after: what was meant until the outcome is Done, then what the service holds.</summary>
    public JsonElement? After { get; set; }
    public Guid? Undoes { get; set; }
    /// <summary>The ids of what is changed, by name: <c>tenantId</c>.</summary>
    public Dictionary<string, string> Targets { get; set; } = new(StringComparer.Ordinal);
    /// <summary>Where the first version wrote the ids.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Others { get; set; }

    internal string? Target(string name) => Targets.TryGetValue(name, out var value) ? value : null;

    internal Guid? GuidTarget(string name) => Guid.TryParse(Target(name), out var id) ? id : null;

    internal void SetTarget(string name, string? value)
    {
        if (value is null) Targets.Remove(name);
        else Targets[name] = value;
    }

    internal bool IsOn(Uri service) => BaseUri is null || string.Equals(BaseUri.Authority, service.Authority, StringComparison.OrdinalIgnoreCase);
}

internal enum JournalEvent
{
    Begin,
    End,
}

/// <summary>A line of the journal: a write that is about to be sent, or what became of one.</summary>
internal sealed class JournalLine
{
    private const int CurrentVersion = 1;

    /// <summary>Members of a change that have a place of their own, which the first version wrote beside the ids.</summary>
    private static readonly string[] NotTargets = ["changeId", "time", "settled", "outcome", "error", "correlationId", "undoneBy"];

    /// <summary>Readers count lines of later versions as unreadable.</summary>
    [JsonPropertyName("v")]
    public int Version { get; set; } = CurrentVersion;
    public JournalEvent Event { get; set; }
    public Guid Id { get; set; }
    public DateTimeOffset Time { get; set; }
    /// <summary>Begin: the sender, which shows later whether the write may still be running.</summary>
    public ProcessMark? Process { get; set; }
    /// <summary>Begin: the write with the state it is meant to lead to.</summary>
    public JournalEntry? Change { get; set; }
    public ChangeOutcome? Outcome { get; set; }
    /// <summary>End: what the service holds now.</summary>
    public JsonElement? After { get; set; }
    public string? Error { get; set; }
    public string? CorrelationId { get; set; }
    /// <summary>End: the skew of the clocks, if it was not known before the write.</summary>
    public TimeSpan? ClockSkew { get; set; }
    /// <summary>End: the ids, of which some are known only from the response.</summary>
    public Dictionary<string, string>? Targets { get; set; }
    /// <summary>Where the first version wrote them.</summary>
    [JsonExtensionData]
    public Dictionary<string, JsonElement>? Others { get; set; }

    /// <summary>Reads a line; null if it is damaged or of a later version.</summary>
    internal static JournalLine? Parse(string text)
    {
        try
        {
            var line = JsonSerializer.Deserialize(text, JournalJson.Default.JournalLine);
            return line is null || line.Version > CurrentVersion || (line.Event == JournalEvent.Begin && line.Change is null) ? null : line;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The write that this line begins.</summary>
    internal JournalEntry Begin()
    {
        var entry = Change!;
        (entry.Id, entry.Time, entry.Process) = (Id, Time, Process);
        AddTargets(entry, entry.Others);
        entry.Others = null;
        return entry;
    }

    /// <summary>Adds to a write what this line says became of it. The last line counts: an unknown outcome may be settled later.</summary>
    internal void End(JournalEntry entry)
    {
        (entry.Outcome, entry.Settled) = (Outcome ?? ChangeOutcome.Unknown, Time);
        (entry.Error, entry.CorrelationId) = (Error, CorrelationId);
        entry.After = After ?? entry.After;
        entry.ClockSkew ??= ClockSkew;
        AddTargets(entry, Others);
        foreach (var target in Targets ?? []) entry.Targets[target.Key] = target.Value;
    }

    private static void AddTargets(JournalEntry entry, Dictionary<string, JsonElement>? others)
    {
        foreach (var other in (others ?? []).Where(other => other.Value.ValueKind == JsonValueKind.String && !NotTargets.Contains(other.Key)))
            entry.Targets[other.Key] = other.Value.GetString()!;
    }
}

/// <summary>The journal's JSON, without reflection. Default escaping keeps every line plain ASCII and in one piece.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(JournalLine))]
internal sealed partial class JournalJson : JsonSerializerContext;

/// <summary>What is known of a write. Only proof moves it out of <see cref="Unknown"/>.</summary>
internal enum ChangeOutcome
{
    /// <summary>Being sent: the process that sends it is still running.</summary>
    Pending,

    Done,

    Failed,

    /// <summary>The service may or may not have carried it out.</summary>
    Unknown,
}
