using System.Globalization;
using System.Text.Json.Nodes;
using FastTrackFpx.Sandbox.AppDirect.Description;
using FastTrackFpx.Sandbox.AppDirect.Documents;

namespace FastTrackFpx.Sandbox.AppDirect.Operations;

/// <summary>
/// Carries out operations that list, read, create, change or remove documents of one kind. The path says which kind and which parents.
/// </summary>
internal static class PlainOperations
{
    private static readonly string[] ServerSet =
        ["links", "href", "uuid", "id", "_embedded", "createdOn", "creationDate", "lastModified", "lastModificationDate", "redemptions"];

    /// <summary>The handler of an operation.</summary>
    public static CallHandler Of(ApiOperation operation)
    {
        var address = Address.Of(operation);
        return operation.Method switch
        {
            "GET" when address.IsOne => call => call.Send(address.Find(call)),
            "GET" when address.Kind is not null => call => List(call, address),
            "GET" => call => call.Send(Facets.Find(call, address.Facet)),
            "POST" when address.Kind is not null => call => Create(call, address),
            "PUT" when address.IsOne => call => Change(call, address.Find(call), isWhole: true),
            "PATCH" when address.IsOne => call => Change(call, address.Find(call), isWhole: false),
            "DELETE" when address.IsOne => call => Remove(call, address.Find(call)),
            _ => call => Facets.Save(call, address.Facet),
        };
    }

    /// <summary>The documents below the parents of the path that the inputs ask for.</summary>
    public static DocumentQuery Query(Call call, Address address)
    {
        var query = new DocumentQuery(address.Kind!);
        foreach ((string key, string id) in address.Resolve(call)) query.By(key, id);
        Visibility.Apply(call, query);
        ListFilters.Apply(call, query);
        return query;
    }

    public static void Create(Call call, Address address)
    {
        IReadOnlyList<(string Key, string Id)> parents = address.Resolve(call);
        JsonObject body = Fields(call);
        foreach ((string key, string id) in parents) body[key] = id;
        if (call.Query("companyGroupId") is { } folder) body["segmentFolderId"] = call.Find("segmentFolder", folder).Id;
        call.Send(Add(call, address.Kind!, body));
    }

    /// <summary>Stores a new document under a new id.</summary>
    public static Document Add(Call call, string kind, JsonObject body)
    {
        CheckUnique(call, kind, body, null);
        body["createdOn"] ??= call.Now;
        body["lastModified"] ??= call.Now;
        return call.Store.Add(kind, NewId(call, kind), body);
    }

    /// <summary>Changes the properties that the body has; the whole document, if the body replaces it.</summary>
    public static void Change(Call call, Document document, bool isWhole)
    {
        JsonObject body = Fields(call);
        CheckUnique(call, document.Kind, body, document);
        if (isWhole)
        {
            foreach (SchemaProperty property in call.Operation.Body!.Properties)
            {
                if (!ServerSet.Contains(property.Name) && !body.ContainsKey(property.WireName)) document.Body[property.WireName] = null;
            }
        }

        foreach ((string name, JsonNode? value) in body) document.Body[name] = value?.DeepClone();
        document.Body["lastModified"] = call.Now;
        call.Store.Save(document);
        if (call.Operation.Response() is null) call.SendNothing();
        else if (call.Operation.Response()!.Type == "array") call.Send(new JsonArray(call.Shape(document)));
        else call.Send(document);
    }

    public static void Remove(Call call, Document document)
    {
        foreach (string child in Kinds.Children.GetValueOrDefault(document.Kind) ?? [])
        {
            foreach (Document below in call.Store.List(new DocumentQuery(child).By(document.Kind + "Id", document.Id))) call.Store.Remove(below);
        }

        call.Store.Remove(document);
        call.SendNothing(call.Operation.Declares(204) ? 204 : 200);
    }

    /// <summary>The properties of the body that a caller may set, by their names in responses.</summary>
    public static JsonObject Fields(Call call)
    {
        var fields = (JsonObject)Representation.Fit(call.Fields, call.Operation.Body!)!;
        foreach (string name in ServerSet) fields.Remove(name);
        // Requests and responses spell the name of a user differently.
        if (fields.Remove("username", out JsonNode? userName)) fields["userName"] = userName;
        return fields;
    }

    public static string NewId(Call call, string kind) => IsNumbered(kind)
        ? call.Store.NextNumber().ToString(CultureInfo.InvariantCulture)
        : Guid.NewGuid().ToString("D");

    private static bool IsNumbered(string kind) => kind is "discount" or "order" or "invoice" or "payment" or "question" or "answer" or "review"
        or "comment" or "oldReport" or "transferDetail";

    private static void List(Call call, Address address) => Pages.Send(call, Query(call, address));

    private static void CheckUnique(Call call, string kind, JsonObject body, Document? itself)
    {
        string? property = kind switch
        {
            "discount" or "segment" or "dynamicSegment" => "code",
            "segmentFolder" => "name",
            _ => null,
        };
        if (property is null || body[property] is not JsonValue value) return;
        Document? other = call.Store.List(new DocumentQuery(kind).Is(property, value.ToString())).FirstOrDefault(found => found.Id != itself?.Id);
        if (other is not null) throw call.Conflict("ALREADY_EXISTS", $"A {kind} with the {property} '{value}' exists.");
    }
}
