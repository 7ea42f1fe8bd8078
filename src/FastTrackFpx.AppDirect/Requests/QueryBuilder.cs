using System.Collections;
using System.Globalization;
using FastTrackFpx.AppDirect.Records;

namespace FastTrackFpx.AppDirect.Requests;

/// <summary>Query parameters of a request. What the user did not pass is not sent.</summary>
internal sealed class QueryBuilder(Func<string, bool> isBound, string? defaultContext, string? defaultCompany)
{
    private readonly List<KeyValuePair<string, string>> _pairs = [];

    internal IReadOnlyList<KeyValuePair<string, string>> Pairs => _pairs;

    internal QueryBuilder Text(string name, string? value)
    {
        if (!string.IsNullOrWhiteSpace(value)) _pairs.Add(new(name, value!));
        return this;
    }

    /// <summary>The first of several values, for a filter that is an id elsewhere.</summary>
    internal QueryBuilder Text(string name, string[]? values) => values is { Length: > 1 }
        ? throw new InputException(
            ErrorCode.InvalidInput, $"The filter {name} takes one value, and {values.Length} were passed.", null, "Pass one value at a time.")
        : Text(name, values?.FirstOrDefault());

    internal QueryBuilder Each(string name, string[]? values)
    {
        foreach (string value in values ?? []) Text(name, value);
        return this;
    }

    internal QueryBuilder Joined(string name, string[]? values) => values is null ? this : Text(name, string.Join(",", values));

    /// <summary>One value as it is, several as in(A,B).</summary>
    internal QueryBuilder In(string name, string[]? values) => values switch
    {
        null or { Length: 0 } => this,
        { Length: 1 } => Text(name, values[0]),
        _ => Text(name, $"in({string.Join(",", values)})"),
    };

    /// <summary>The values of in(A,B); otherwise the text itself.</summary>
    internal static string[] ValuesOf(string text) => text.StartsWith("in(", StringComparison.Ordinal) && text.EndsWith(")", StringComparison.Ordinal)
        ? text.Substring(3, text.Length - 4).Split(',')
        : [text];

    internal QueryBuilder Flag(string name, SwitchParameter value, string parameter)
    {
        // Also -Name:$false is sent: the service's default may be true.
        if (isBound(parameter)) _pairs.Add(new(name, value.IsPresent ? "true" : "false"));
        return this;
    }

    internal QueryBuilder Date(string name, DateTimeOffset? value) => value is { } date ? Text(name, EpochTime.Milliseconds(date)) : this;

    internal QueryBuilder TextDate(string name, DateTimeOffset? value) =>
        value is { } date ? Text(name, date.UtcDateTime.ToString("yyyy/MM/dd HH:mm:ss", CultureInfo.InvariantCulture)) : this;

    internal QueryBuilder DayDate(string name, DateTimeOffset? value) =>
        value is { } date ? Text(name, date.UtcDateTime.ToString("ddd MMM dd HH:mm:ss 'UTC' yyyy", CultureInfo.InvariantCulture)) : this;

    internal QueryBuilder Between(string name, DateTimeOffset? from, DateTimeOffset? to)
    {
        if (from is { } first) Text(name, $"gte({EpochTime.Milliseconds(first)})");
        return to is { } last ? Text(name, $"lte({EpochTime.Milliseconds(last)})") : this;
    }

    /// <summary>A field and a direction in two parameters.</summary>
    internal QueryBuilder Sort(string field, string? order, string? by, SwitchParameter descending)
    {
        Text(field, by);
        if (order is not null && (descending.IsPresent || by is not null)) _pairs.Add(new(order, descending.IsPresent ? "DESC" : "ASC"));
        return this;
    }

    /// <summary>A field with its direction as a sign.</summary>
    internal QueryBuilder Sort(string name, string? by, SwitchParameter descending) => by is null ? this : Text(name, (descending.IsPresent ? "-" : "+") + by);

    internal QueryBuilder Descending(string name, SwitchParameter descending)
    {
        if (descending.IsPresent) _pairs.Add(new(name, "DESC"));
        return this;
    }

    /// <summary>Whose view of the marketplace: passed, or that of the connection.</summary>
    internal QueryBuilder Context(string name, string? value) => Text(name, (value ?? defaultContext)?.Replace(' ', '_'));

    /// <summary>On whose behalf: passed, or the company of the connection.</summary>
    internal QueryBuilder Company(string name, string? value) => Text(name, value ?? defaultCompany);

    /// <summary>Filters by custom attributes: those without one of the values are found.</summary>
    internal QueryBuilder Custom(IDictionary? attributes)
    {
        foreach (DictionaryEntry entry in attributes ?? new Hashtable())
        {
            IEnumerable<string> values = (entry.Value is PSObject wrapped ? wrapped.BaseObject : entry.Value) switch
            {
                null => [],
                string text => [text],
                IEnumerable list => list.Cast<object?>().Select(item => Convert.ToString(item, CultureInfo.InvariantCulture) ?? string.Empty),
                var one => [Convert.ToString(one, CultureInfo.InvariantCulture) ?? string.Empty],
            };
            Text($"custom.{entry.Key}", $"notIn({string.Join(",", values)})");
        }

        return this;
    }
}
