using FastTrackFpx.Sandbox.AppDirect.Description;

namespace FastTrackFpx.Sandbox.Tests.AppDirect;

/// <summary>Checks values against the schemas of the description. A property that neither a table nor a sample has is wrong.</summary>
internal static class SchemaFit
{
    public static List<string> Faults(JsonElement value, Schema schema)
    {
        var faults = new List<string>();
        Check(value, schema, "$", faults);
        return faults;
    }

    private static void Check(JsonElement value, Schema schema, string where, List<string> faults)
    {
        string type = DocumentedShape.TypeOf(value);
        if (schema.Type != "any" && type != schema.Type && (type, schema.Type) != ("integer", "number"))
        {
            faults.Add($"{where}: is {type}, not {schema.Type}");
            return;
        }

        if (type == "string" && schema.IsClosed && !schema.Codes.Contains(value.GetString()!)) faults.Add($"{where}: '{value}' is no code");
        if (type == "array" && schema.Items is { } item)
        {
            int index = 0;
            foreach (JsonElement element in value.EnumerateArray()) Check(element, item, $"{where}[{index++}]", faults);
        }

        if (type != "object" || schema.Properties.Length == 0 || schema.Name == "ActionRestriction") return;
        foreach (JsonProperty property in value.EnumerateObject())
        {
            SchemaProperty? known = schema.Properties.FirstOrDefault(p => p.WireName == property.Name);
            if (known is null && schema.SampleOnly.Contains(property.Name)) continue;
            if (known is null) faults.Add($"{where}.{property.Name}: not in {schema.Name}");
            else if (property.Value.ValueKind != JsonValueKind.Null) Check(property.Value, known.Schema, $"{where}.{property.Name}", faults);
            else if (!known.IsNullable) faults.Add($"{where}.{property.Name}: null");
        }

        foreach (SchemaProperty required in schema.Properties.Where(property => property.IsRequired))
        {
            if (!value.TryGetProperty(required.WireName, out _)) faults.Add($"{where}.{required.WireName}: missing");
        }
    }
}
