using System.Collections.Immutable;
using System.Text.Json;

namespace FastTrackFpx.Sandbox.Faults;

/// <summary>The rules by which things go wrong; the first one that strikes a call counts.</summary>
internal sealed class FaultPlan(int seed, ImmutableArray<FaultRule> rules)
{
    public static FaultPlan None { get; } = new(0, []);

    /// <summary>The fault for a call and the rule it comes from; null for a call that goes well.</summary>
    public (Fault Fault, string Rule)? Strike(string method, string version, string path, string query)
    {
        foreach (FaultRule rule in rules)
        {
            if (rule.Strike(seed, method, version, path, query) is { } fault) return (fault, rule.Name);
        }

        return null;
    }

    /// <summary>Writes how often each rule has matched and struck.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("seed"u8, seed);
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
