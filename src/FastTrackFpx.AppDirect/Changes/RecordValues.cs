using System.Globalization;
using System.Text.Json.Nodes;
using FastTrackFpx.AppDirect.Requests;
using FastTrackFpx.Rest.Changes;

namespace FastTrackFpx.AppDirect.Changes;

/// <summary>Compares what was sent with what a record shows.</summary>
internal static class RecordValues
{
    /// <summary>The values of a body by their paths. Lists are one value.</summary>
    internal static IEnumerable<BodyField> Leaves(JsonNode? node, string path = "") => node is not JsonObject fields
        ? path.Length == 0 ? [] : [new BodyField(path, null, node, IsSecret: false)]
        : fields.SelectMany(field => Leaves(field.Value, path.Length == 0 ? field.Key : $"{path}.{field.Key}"));

    /// <summary>The values that a write sets to something else than before.</summary>
    internal static IReadOnlyList<BodyField> Changed(JsonNode? sent, JsonNode? before) =>
        [.. Leaves(sent).Where(leaf => before is null || !Has(before, leaf.Path) || !Holds(RequestBody.At(before, leaf.Path), leaf.Value, isExact: true))];

    /// <summary>What was assigned to a record since it was read, as it is sent: null for what was emptied. All of its values if it was not read.</summary>
    internal static IReadOnlyList<BodyField> Edits(AppDirectRecord record)
    {
        JsonNode? now = RequestBody.NodeOf(record, isComplete: true), before = RequestBody.NodeOf(record.Original(), isComplete: true);
        // PowerShell makes an empty text of a null that is assigned to a text.
        return
        [
            .. Changed(now, before).Select(leaf => leaf.Value is JsonValue text && text.ToString().Length == 0 ? leaf with { Value = null } : leaf),
            .. Leaves(before).Where(leaf => !Has(now, leaf.Path)).Select(leaf => leaf with { Value = null }),
        ];
    }

    /// <summary>True if a record has the property, be it null.</summary>
    internal static bool Has(JsonNode? record, string path)
    {
        int last = path.LastIndexOf('.');
        JsonNode? parent = last < 0 ? record : RequestBody.At(record, path.Substring(0, last));
        return parent is JsonObject owner && owner.ContainsKey(path.Substring(last + 1));
    }

    /// <summary>True if a value that is held is the one that was sent. What a service adds to objects does not count.</summary>
    /// <param name="held">The value that is held.</param>
    /// <param name="sent">The value that was sent, or is to be sent.</param>
    /// <param name="isExact">True if all of it must be held as it is. A service may hide a part of what it holds, or normalise texts.</param>
    internal static bool Holds(JsonNode? held, JsonNode? sent, bool isExact) => (held, sent) switch
    {
        (null, null) => true,
        (JsonObject record, JsonObject fields) => fields.All(
            field => record.ContainsKey(field.Key) ? Holds(record[field.Key], field.Value, isExact) : !isExact || field.Value is null),
        (JsonArray list, JsonArray items) => list.Count == items.Count && items.All(item => list.Any(other => Holds(other, item, isExact))),
        (JsonValue one, JsonValue other) => SameValue(one.ToString(), other.ToString(), isExact),
        _ => false,
    };

    internal static string Describe(IEnumerable<BodyField> leaves, JsonNode? now) =>
        string.Join(", ", leaves.Select(leaf => $"{leaf.Path} is {BodyField.Text(RequestBody.At(now, leaf.Path))}")) + ".";

    private static bool SameValue(string one, string other, bool isExact) => one == other
        || (decimal.TryParse(one, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal number)
            && decimal.TryParse(other, NumberStyles.Float, CultureInfo.InvariantCulture, out decimal same)
            && number == same)
        || (!isExact && (other.IndexOf('@') > 0 ? Normalized.SameMail(one, other) : Normalized.SameText(one, other)));
}
