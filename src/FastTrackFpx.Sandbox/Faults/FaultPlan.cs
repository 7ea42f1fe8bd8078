using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace FastTrackFpx.Sandbox.Faults;

/// <summary>The rules by which things go wrong, the first that strikes counts; and what is wrong with the service all the time.</summary>
internal sealed class FaultPlan(int seed, ImmutableArray<FaultRule> rules)
{
    public static FaultPlan None { get; } = new(0, []);

    /// <summary>How far the Date header is ahead of the service's clock.</summary>
    public TimeSpan DateOffset { get; init; }

    /// <summary>How far the times that records get (created, modified) are ahead of the service's clock.</summary>
    public TimeSpan RecordOffset { get; init; }

    /// <summary>How the service normalises the text it stores.</summary>
    public StoreRules Store { get; init; } = StoreRules.None;

    /// <summary>The fault for a target and the rule it comes from; null if nothing goes wrong.</summary>
    public (Fault Fault, string Rule)? Strike(FaultTarget target)
    {
        foreach (FaultRule rule in rules)
        {
            if (rule.Strike(seed, target) is { } fault) return (fault, rule.Name);
        }

        return null;
    }

    /// <summary>Writes how often each rule has matched and struck.</summary>
    /// <param name="json">The writer.</param>
    /// <param name="pending">How many late writes have not been carried out yet.</param>
    public void Write(Utf8JsonWriter json, int pending)
    {
        json.WriteStartObject();
        json.WriteNumber("seed"u8, seed);
        json.WriteNumber("pending"u8, pending);
        json.WriteStartArray("rules"u8);
        foreach (FaultRule rule in rules)
        {
            json.WriteStartObject();
            json.WriteString("name"u8, rule.Name);
            json.WriteNumber("matched"u8, rule.Matched);
            json.WriteNumber("struck"u8, rule.Struck);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}

/// <summary>How a service normalises the text it stores.</summary>
internal sealed record StoreRules(bool Trim, bool LowerMail, bool Nfc)
{
    public static StoreRules None { get; } = new(false, false, false);

    /// <summary>The text as it is stored.</summary>
    /// <param name="field">The field's name; one that contains "mail" holds a mail address.</param>
    /// <param name="text">The text of the request.</param>
    public string Apply(string field, string text)
    {
        if (Trim) text = text.Trim();
        if (Nfc) text = text.Normalize(NormalizationForm.FormC);
        return LowerMail && field.Contains("mail", StringComparison.OrdinalIgnoreCase) ? text.ToLowerInvariant() : text;
    }
}
