using FastTrackFpx.Rest.Http;

namespace FastTrackFpx.AppDirect.Requests;

/// <summary>Limits of single operations, besides that of the connection.</summary>
internal enum RateBucket
{
    None,

    /// <summary>Five requests a second.</summary>
    Product,

    /// <summary>Twenty at once, four a second.</summary>
    Order,

    /// <summary>Twenty in two seconds.</summary>
    Sync,
}

/// <summary>What one set of parameters asks for: an operation, for each combination of ids one request or list.</summary>
internal sealed class ReadPlan
{
    private readonly KeyValuePair<string, string[]>[] _ids;
    private readonly string _method;
    private readonly string _template;
    private readonly Func<ReadOnlyMemory<byte>, ResponseRows> _rows;

    private ReadPlan(string method, string template, KeyValuePair<string, string[]>[] ids, Func<ReadOnlyMemory<byte>, ResponseRows> rows)
    {
        _method = method;
        _template = template;
        _ids = ids;
        _rows = rows;
    }

    internal IReadOnlyList<KeyValuePair<string, string>> Query { get; set; } = [];

    internal PageStyle? Style { get; private set; }

    internal byte[]? Body { get; private set; }

    internal RateBucket Bucket { get; private set; }

    /// <summary>Roles of which the caller needs one, if client credentials have none of them.</summary>
    internal IReadOnlyList<string> Roles { get; private set; } = [];

    internal bool IsDeprecated { get; private set; }

    /// <summary>What is compared here because the service cannot be asked for it; null if every record is wanted.</summary>
    internal Func<AppDirectRecord, bool>? Keep { get; set; }

    /// <summary>Finds the records with requests of its own; null if the plan itself is the request.</summary>
    internal Func<RestClient, CancellationToken, Task<IReadOnlyList<AppDirectRecord>>>? Find { get; private set; }

    internal static ReadPlan Of<T>(string method, string template, KeyValuePair<string, string[]>[] ids)
        where T : AppDirectRecord, new() => new(method, template, ids, static body => ResponseRows.Read<T>(body));

    internal ReadPlan Where(QueryBuilder query)
    {
        Query = query.Pairs;
        return this;
    }

    internal ReadPlan Paged(PageStyle style)
    {
        Style = style;
        return this;
    }

    internal ReadPlan With(byte[] body)
    {
        Body = body;
        return this;
    }

    internal ReadPlan Copy() => (ReadPlan)MemberwiseClone();

    /// <summary>The same list with one more filter.</summary>
    internal ReadPlan FilteredBy(string name, string value)
    {
        ReadPlan filtered = Copy();
        filtered.Query = [.. Query, new(name, value)];
        return filtered;
    }

    /// <summary>True if a filter has several values.</summary>
    internal bool HasSeveralValues => Filters.Any(filter => filter.Values.Length > 1);

    /// <summary>The operation and its filters with several values, which a marketplace takes or rejects together.</summary>
    internal string SeveralValues => _template + "?" + string.Join("&", Filters.Where(filter => filter.Values.Length > 1).Select(filter => filter.Name));

    /// <summary>The same list for each value, or combination of values, of such filters.</summary>
    internal IEnumerable<ReadPlan> EachValue()
    {
        IEnumerable<KeyValuePair<string, string>[]> queries = [[]];
        foreach ((string name, string[] values) in Filters)
            queries = queries.SelectMany(before => values.Select(value => before.Append(new KeyValuePair<string, string>(name, value)).ToArray()));
        foreach (KeyValuePair<string, string>[] query in queries)
        {
            ReadPlan one = Copy();
            one.Query = query;
            yield return one;
        }
    }

    // A range is one filter in two parameters: gte(...) and lte(...).
    private IEnumerable<(string Name, string[] Values)> Filters => Query
        .GroupBy(pair => pair.Value.EndsWith(")", StringComparison.Ordinal) ? pair.Key + pair.Value.Split('(')[0] : pair.Key, StringComparer.Ordinal)
        .Select(group => (group.First().Key, group.SelectMany(pair => QueryBuilder.ValuesOf(pair.Value)).ToArray()));

    /// <summary>Finds the records with other requests. They are no pages of a list.</summary>
    internal void FindBy(Func<RestClient, CancellationToken, Task<IReadOnlyList<AppDirectRecord>>> find)
    {
        Find = find;
        Style = null;
    }

    internal ReadPlan Limited(RateBucket bucket)
    {
        Bucket = bucket;
        return this;
    }

    internal ReadPlan ForRoles(params string[] roles)
    {
        Roles = roles;
        return this;
    }

    internal ReadPlan Deprecated()
    {
        IsDeprecated = true;
        return this;
    }

    /// <summary>One reading for each combination of ids, in the order in which they were passed.</summary>
    internal IEnumerable<ReadTarget> Targets()
    {
        IEnumerable<KeyValuePair<string, string>[]> combinations = [[]];
        foreach (KeyValuePair<string, string[]> id in _ids)
            combinations = combinations.SelectMany(before => id.Value.Select(value => before.Append(new(id.Key, value)).ToArray()));
        return combinations.Select(ids => new ReadTarget(this, ids));
    }

    internal RestRequest Request(IReadOnlyList<KeyValuePair<string, string>> ids, IReadOnlyList<KeyValuePair<string, string>> page)
    {
        string path = _template;
        foreach (KeyValuePair<string, string> id in ids) path = path.Replace("{" + id.Key + "}", Escape(id.Key, id.Value));
        return new RestRequest(_method, path) { Query = [.. Query, .. page], Body = Body, IsRead = true };
    }

    internal ResponseRows Rows(ReadOnlyMemory<byte> body) => _rows(body);

    internal static string Escape(string name, string id)
    {
        // A segment of dots would lead to another address.
        if (id.Length == 0 || id.All(letter => letter == '.'))
            throw new InputException(ErrorCode.InvalidInput, $"-{name}: '{id}' is not an id.", name, "Pass the id as the service returns it.");
        return Uri.EscapeDataString(id);
    }
}

/// <summary>A request or list of a plan, with its ids.</summary>
internal sealed class ReadTarget(ReadPlan plan, IReadOnlyList<KeyValuePair<string, string>> ids)
{
    internal ReadPlan Plan { get; } = plan;

    internal IReadOnlyList<KeyValuePair<string, string>> Ids { get; } = ids;

    /// <summary>What an error is about: the last id, since those before it are its parents.</summary>
    internal object? Shown => Ids.Count == 0 ? null : Ids[Ids.Count - 1].Value;

    internal RestRequest Request(IReadOnlyList<KeyValuePair<string, string>> page) => Plan.Request(Ids, page);
}
