using System.Text.Json.Nodes;
using FastTrackFpx.Sandbox.AppDirect.Documents;

namespace FastTrackFpx.Sandbox.AppDirect.Operations;

/// <summary>
/// Parts of a document with an address of their own, such as the profile of a user. They are made up until they are changed, and stored
/// from then on.
/// </summary>
internal static class Facets
{
    /// <summary>The part of the document that the path addresses.</summary>
    public static Document Find(Call call, string facet)
    {
        Document parent = Parent(call, facet);
        return call.Store.Find(facet, parent.Id) ?? parent with { Kind = facet, IsMadeUp = true };
    }

    /// <summary>Stores the part that the body has.</summary>
    public static void Save(Call call, string facet)
    {
        Document parent = Parent(call, facet);
        JsonObject body = PlainOperations.Fields(call);
        Document? stored = call.Store.Find(facet, parent.Id);
        if (stored is null) stored = call.Store.Add(facet, parent.Id, References(parent), isMadeUp: call.Operation.Method == "PATCH");
        if (call.Operation.Method == "PUT") PlainOperations.Change(call, stored, isWhole: true);
        else PlainOperations.Change(call, stored, isWhole: false);
    }

    private static JsonObject References(Document parent) => new(parent.Body
        .Where(pair => pair.Key.EndsWith("Id", StringComparison.Ordinal))
        .Select(pair => KeyValuePair.Create(pair.Key, pair.Value?.DeepClone())));

    // The document above: of a company and a user, their membership.
    private static Document Parent(Call call, string facet)
    {
        var address = Address.Of(call.Operation);
        IReadOnlyList<(string Key, string Id)> parents = address.Resolve(call);
        if (parents.Count == 0) return new Document(0, facet, facet, []);
        if (parents is not [("companyId", var company), ("userId", var user)]) return Address.Above(call, address.Parents[^1].Input);
        return call.Store.First(new DocumentQuery("membership").By("companyId", company).By("userId", user))
            ?? throw call.NotFound("membership", user);
    }
}
