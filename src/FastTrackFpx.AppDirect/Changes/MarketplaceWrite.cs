using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using FastTrackFpx.AppDirect.Connection;
using FastTrackFpx.AppDirect.Requests;
using FastTrackFpx.Rest.Changes;
using FastTrackFpx.Rest.Http;

namespace FastTrackFpx.AppDirect.Changes;

/// <summary>A write with all its values: to be sent, or as the journal holds it.</summary>
internal sealed class MarketplaceWrite
{
    /// <summary>The target of an entry that holds the id of what was created.</summary>
    internal const string NewId = "newId";

    private static readonly Regex Place = new(@"\{([^}]+)\}", RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));

    // Ids that are themselves personal or secret.
    private static readonly string[] SecretIds = ["Email", "InvitationToken", "ActivationToken"];

    internal required WriteOperation Operation { get; init; }

    internal IReadOnlyList<KeyValuePair<string, string>> Ids { get; init; } = [];

    internal IReadOnlyList<KeyValuePair<string, string>> Query { get; init; } = [];

    internal JsonNode? Body { get; init; }

    /// <summary>The record before the write, as far as it is known.</summary>
    internal JsonNode? Before { get; init; }

    /// <summary>A file that is the body.</summary>
    internal UploadedFile? File { get; init; }

    /// <summary>Reads the records of a response.</summary>
    internal Func<ReadOnlyMemory<byte>, ResponseRows> Rows { get; init; } = static body => ResponseRows.Read<PlainRow>(body);

    /// <summary>The one element that the body is or holds; null if it holds several.</summary>
    internal JsonNode? Element => Body is JsonArray list ? list.Count == 1 ? list[0] : null : Body;

    /// <summary>The noun and the ids, without secrets.</summary>
    internal string Words
    {
        get
        {
            string noun = Operation.Cmdlet.Split('-')[1].Substring("AppDirect".Length);
            string[] ids =
            [
                .. Ids.Select(static id => SecretIds.Contains(id.Key) ? $"{id.Key} ***" : $"{id.Key} {id.Value}"),
                .. Query.Where(static pair => pair.Key.EndsWith("Id", StringComparison.Ordinal)).GroupBy(static pair => pair.Key, static pair => pair.Value)
                    .Select(static id => $"{char.ToUpperInvariant(id.Key[0])}{id.Key.Substring(1)} {string.Join(", ", id)}"),
            ];
            return ids.Length == 0 ? noun : $"{noun} ({string.Join(", ", ids)})";
        }
    }

    internal static MarketplaceWrite? From(JournalEntry entry) => WriteOperations.Find(entry.Kind) is not { } operation ? null : new MarketplaceWrite
    {
        Operation = operation,
        Ids =
        [
            .. entry.Targets.Where(static target => target.Key[0] != '?' && target.Key != NewId)
                .Select(static target => new KeyValuePair<string, string>(char.ToUpperInvariant(target.Key[0]) + target.Key.Substring(1), target.Value)),
        ],
        Query =
        [
            .. entry.Targets.Where(static target => target.Key[0] == '?')
                .Select(static target => new KeyValuePair<string, string>(target.Key.Substring(1), target.Value)),
        ],
        Body = Node(entry.After),
        Before = Node(entry.Before),
    };

    internal JournalEntry ToEntry(string summary)
    {
        var entry = new JournalEntry { Kind = Operation.Id, Summary = summary, Before = Recorded(Before), After = Recorded(Body) };
        foreach (KeyValuePair<string, string> id in Ids.Where(static id => !SecretIds.Contains(id.Key)))
            entry.SetTarget(char.ToLowerInvariant(id.Key[0]) + id.Key.Substring(1), id.Value);
        foreach (KeyValuePair<string, string> pair in Query) entry.SetTarget("?" + pair.Key, pair.Value);
        if (Operation.Find is not { } find) return entry;
        string[] key = [.. find.Same.Select(same => $"{same.Key}={Value(same.Key)}").Concat(Ids.Select(static id => id.Value))];
        entry.Fingerprint = PendingWrites.FingerprintOf(Operation.Id, string.Join("\n", key));
        return entry;
    }

    /// <summary>True if the documents show the body in two forms (A9, A10, A26).</summary>
    internal bool HasOtherForm => File is not null || Operation == WriteOperations.PutAccountV2CompaniesByCompanyUuidMembershipsByUserUuidMyapps;

    /// <param name="isOther">True for the other form of the body.</param>
    internal RestRequest Compose(bool isOther = false)
    {
        var request = new RestRequest(Operation.Method, Expand(Operation.Template)!) { Query = Query, IsRead = false };
        if (isOther && Body is JsonArray apps)
            request.Body = RequestBody.Bytes(new JsonArray([.. apps.Select(static app => new JsonObject { ["MyAppsUrl"] = RequestBody.Copy(app) })]));
        else if (Body is not null) request.Body = RequestBody.Bytes(Body);
        File?.AddTo(request, isOther);
        return request;
    }

    /// <summary>A path with its values; null if one of them is not known.</summary>
    internal string? Expand(string template)
    {
        bool isKnown = true;
        string path = Place.Replace(template, place =>
        {
            string? value = Value(place.Groups[1].Value);
            isKnown &= !string.IsNullOrEmpty(value);
            return string.IsNullOrEmpty(value) ? string.Empty : ReadPlan.Escape(place.Groups[1].Value, value!);
        });
        return isKnown ? path : null;
    }

    /// <summary>An id, a query parameter after a question mark, or a value of the body.</summary>
    internal string? Value(string name) => name[0] == '?'
        ? Query.FirstOrDefault(pair => pair.Key == name.Substring(1)).Value
        : Ids.FirstOrDefault(id => id.Key == name).Value ?? (RequestBody.At(Element, name) is { } value ? value.ToString() : null);

    /// <summary>What the journal keeps: no card, bank account, password, token or key.</summary>
    private static JsonElement? Recorded(JsonNode? node)
    {
        if (node is null) return null;
        using JsonDocument document = JsonDocument.Parse(RequestBody.Bytes(WithoutSecrets(node)));
        return document.RootElement.Clone();
    }

    /// <summary>A copy without cards, bank accounts, passwords, tokens and keys, or with a text in their place.</summary>
    internal static JsonNode WithoutSecrets(JsonNode node, string? mask = null)
    {
        JsonNode copy = RequestBody.Copy(node)!;
        Hide(copy);
        return copy;

        void Hide(JsonNode? part)
        {
            if (part is JsonObject fields)
            {
                IEnumerable<string> names = fields.Select(static field => field.Key);
                foreach (string name in names.Where(static name => MarketplaceService.Secrets.Contains(name, StringComparer.OrdinalIgnoreCase)).ToArray())
                {
                    if (mask is null) fields.Remove(name);
                    else fields[name] = mask;
                }

                foreach (KeyValuePair<string, JsonNode?> field in fields) Hide(field.Value);
            }
            else if (part is JsonArray items)
            {
                foreach (JsonNode? item in items) Hide(item);
            }
        }
    }

    private static JsonNode? Node(JsonElement? element) => element is { } json ? JsonNode.Parse(json.GetRawText()) : null;
}
