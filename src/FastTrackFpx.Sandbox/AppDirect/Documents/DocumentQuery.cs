using System.Globalization;
using System.Text;

namespace FastTrackFpx.Sandbox.AppDirect.Documents;

/// <summary>A search for documents of one kind.</summary>
internal sealed class DocumentQuery
{
    private readonly StringBuilder _conditions = new("kind = $0");
    private readonly List<object?> _values = [];

    public DocumentQuery(string kind)
    {
        Kind = kind;
        _values.Add(kind);
    }

    public string Kind { get; }

    public string Conditions => _conditions.ToString();

    public string Order { get; private set; } = "number";

    public object?[] Values => [.. _values];

    /// <summary>Only documents that refer to this id, or to one of these.</summary>
    public DocumentQuery By(string key, params IEnumerable<string> ids) => Where(
        $"number IN (SELECT number FROM appdirect_key WHERE kind = $0 AND name = {Add(key)} AND value IN ({AddAll(ids)}))");

    /// <summary>Only documents with one of these values in a property.</summary>
    public DocumentQuery Is(string property, params IEnumerable<object> values) => Where($"{Extract(property)} IN ({AddAll(values)})");

    /// <summary>Only documents with one of these values in an array.</summary>
    public DocumentQuery Contains(string property, IEnumerable<object> values) => Where(
        $"EXISTS (SELECT 1 FROM json_each(body, {Add("$." + property)}) WHERE value IN ({AddAll(values)}))");

    /// <summary>Only documents with a number in a property that compares like this.</summary>
    public DocumentQuery Compare(string property, string comparison, double number) =>
        Where($"{Extract(property)} {comparison} {Add(number)}");

    /// <summary>Only documents that have this text in a property, in any case; null for any property.</summary>
    public DocumentQuery Like(string? property, string text) => Where(
        $"{(property is null ? "body" : Extract(property))} LIKE {Add("%" + text.Replace("!", "!!", StringComparison.Ordinal)
            .Replace("%", "!%", StringComparison.Ordinal).Replace("_", "!_", StringComparison.Ordinal) + "%")} ESCAPE '!'");

    /// <summary>Only documents that do not have this text in a property.</summary>
    public DocumentQuery NotLike(string property, string text) => Where($"instr(coalesce({Extract(property)}, ''), {Add(text)}) = 0");

    /// <summary>Sorts by a property, and by the order of creation if it is equal.</summary>
    public DocumentQuery OrderBy(string property, bool isDescending)
    {
        Order = property == "number" ? $"number {(isDescending ? "DESC" : "ASC")}"
            : $"{Extract(property)} {(isDescending ? "DESC" : "ASC")}, number";
        return this;
    }

    public DocumentQuery Where(string condition)
    {
        _conditions.Append(" AND ").Append(condition);
        return this;
    }

    private string Extract(string property) => property == "id" ? "id" : $"json_extract(body, {Add("$." + property)})";

    private string AddAll(IEnumerable<object> values) => string.Join(", ", values.Select(Add));

    private string Add(object value)
    {
        _values.Add(value);
        return string.Create(CultureInfo.InvariantCulture, $"${_values.Count - 1}");
    }
}
