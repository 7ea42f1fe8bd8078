using System.Text.Json.Serialization;
using FastTrackFpx.Rest.Files;

namespace FastTrackFpx.Journal;

/// <summary>A line of the journal: a write that is about to go out, or what became of one.</summary>
internal sealed class JournalLine
{
    internal const int CurrentVersion = 1;

    /// <summary>The form of the line; readers pass over forms they do not know.</summary>
    [JsonPropertyName("v")]
    public int Version { get; set; } = CurrentVersion;

    /// <summary>Begin or end.</summary>
    public JournalEvent Event { get; set; }

    /// <summary>The change that both lines are about.</summary>
    public Guid Id { get; set; }

    public DateTimeOffset Time { get; set; }

    /// <summary>Who sends the write: tells later whether it may still be on its way.</summary>
    public ProcessMark? Process { get; set; }

    /// <summary>Begin: the change, with what was meant as its state after.</summary>
    public FpxChange? Change { get; set; }

    /// <summary>End: what became of it.</summary>
    public FpxChangeOutcome? Outcome { get; set; }

    /// <summary>End: what the service holds afterwards.</summary>
    public FpxChangeState? After { get; set; }

    /// <summary>End: the id of a contact that was made.</summary>
    public Guid? ContactId { get; set; }

    public string? Error { get; set; }

    public string? CorrelationId { get; set; }
}

internal enum JournalEvent
{
    Begin,
    End,
}

/// <summary>The journal's JSON, without reflection. Default escaping keeps every line plain ASCII and in one piece.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    UseStringEnumConverter = true)]
[JsonSerializable(typeof(JournalLine))]
internal sealed partial class JournalJson : JsonSerializerContext;
