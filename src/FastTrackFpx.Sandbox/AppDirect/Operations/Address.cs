using System.Collections.Immutable;
using FastTrackFpx.Sandbox.AppDirect.Description;
using FastTrackFpx.Sandbox.AppDirect.Documents;

namespace FastTrackFpx.Sandbox.AppDirect.Operations;

/// <summary>What the path of an operation addresses.</summary>
internal sealed class Address
{
    private readonly string? _own;

    private Address(string? kind, string facet, ImmutableArray<(string Key, string Input)> parents, string? own)
    {
        (Kind, Facet, Parents, _own) = (kind, facet, parents, own);
    }

    /// <summary>The kind of documents; null if the path addresses a part of its parent.</summary>
    public string? Kind { get; }

    /// <summary>The last fixed segment of the path.</summary>
    public string Facet { get; }

    /// <summary>The documents above: the name of the reference to them, and the input of the path.</summary>
    public ImmutableArray<(string Key, string Input)> Parents { get; }

    /// <summary>True if the path ends with an id.</summary>
    public bool IsOne { get; private init; }

    public static Address Of(ApiOperation operation)
    {
        string[] segments = operation.Path.Split('/', StringSplitOptions.RemoveEmptyEntries);
        int last = Array.FindLastIndex(segments, segment => segment[0] != '{');
        string facet = segments[last];
        string? kind = operation.Id switch
        {
            _ when operation.Path.StartsWith("/prm/v1/leads", StringComparison.Ordinal) => "salesLead",
            _ when operation.Path.StartsWith("/lead/v2/leads", StringComparison.Ordinal) && facet == "leads" => "lead",
            _ when operation.Path.StartsWith("/lead/v2/leads", StringComparison.Ordinal) => "leadActivity",
            _ when operation.Path.StartsWith("/assistedSales", StringComparison.Ordinal) && facet == "items" => "opportunityItem",
            _ when operation.Path.StartsWith("/reporting/v1", StringComparison.Ordinal) => "oldReport",
            _ when operation.Path.StartsWith("/reporting/v2", StringComparison.Ordinal) => "report",
            _ when operation.Path.StartsWith("/notification", StringComparison.Ordinal) => null,
            _ => Kinds.OfSegment.GetValueOrDefault(facet),
        };
        string[] inputs = [.. segments.Where(segment => segment[0] == '{').Select(segment => segment[1..^1])];
        bool isOne = last < segments.Length - 1;
        string? own = isOne && kind is not null ? inputs[^1] : null;
        IEnumerable<string> parents = own is null ? inputs : inputs[..^1];
        return new Address(kind, facet, [.. parents.Select(input => (KeyOf(input), input))], own) { IsOne = own is not null };
    }

    /// <summary>The document that the path addresses.</summary>
    /// <exception cref="Http.Rejection">It or one above it does not exist.</exception>
    public Document Find(Call call)
    {
        IReadOnlyList<(string Key, string Id)> parents = Resolve(call);
        string id = call.Route(_own!);
        bool isItself = Kinds.OfIdentifier(_own!) == Kind || _own is "id" or "uuid" or "reportUuid";
        if (Kind is "company" or "user" && isItself) return Visibility.Check(call, call.FindByReference(Kind, id));
        var query = new DocumentQuery(Kind!);
        foreach ((string key, string parent) in parents) query.By(key, parent);
        Document? found;
        if (isItself) found = Parents.Length == 0 ? call.Store.Find(Kind!, id) : call.Store.First(query.Is("id", id));
        else found = call.Store.First(query.By(KeyOf(_own!), id));
        // The id of a discount is its number or its UUID.
        found ??= Kind == "discount" ? call.Store.First(new DocumentQuery(Kind).Is("uuid", id)) : null;
        return Visibility.Check(call, found ?? throw call.NotFound(Kind!, id));
    }

    /// <summary>The references to the documents above, by their ids.</summary>
    /// <exception cref="Http.Rejection">One of them does not exist, or the caller does not see it.</exception>
    public IReadOnlyList<(string Key, string Id)> Resolve(Call call) =>
        [.. Parents.Select(parent => (parent.Key, Above(call, parent.Input).Id))];

    /// <summary>A document above.</summary>
    public static Document Above(Call call, string input)
    {
        string kind = Kinds.OfIdentifier(input);
        if (kind == "vendor") kind = "company";
        Document found = kind is "company" or "user" ? call.FindByReference(kind, call.Route(input)) : call.Find(kind, call.Route(input));
        return Visibility.Check(call, found);
    }

    private static string KeyOf(string input) => input switch
    {
        "email" => "email",
        _ => Kinds.OfIdentifier(input) + "Id",
    };
}
