using System;
using System.Collections.Generic;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;

namespace FastTrackFpx.Sandbox.Http;

/// <summary>A call that has found its operation: the values of its path, its query and its body.</summary>
internal readonly struct Call(
    ApiVersions version, string[] path, IQueryCollection query, ReadOnlyMemory<byte> body, CallerIdentity caller, int pageShift = 0)
{
    private const int LargestPage = 1000;

    public ApiVersions Version { get; } = version;

    public ReadOnlyMemory<byte> Body { get; } = body;

    public CallerIdentity Caller { get; } = caller;

    /// <summary>The same call, with nothing in it that ends with the request.</summary>
    public Call Detached()
    {
        var values = new Dictionary<string, StringValues>(query, StringComparer.OrdinalIgnoreCase);
        return new Call(Version, path, new QueryCollection(values), Body.ToArray(), Caller, pageShift);
    }

    /// <summary>The value of a path parameter, counted from zero.</summary>
    public string Path(int index) => path[index];

    /// <summary>A GUID in the path, with or without dashes, as lower-case text with dashes.</summary>
    public string Guid(int index, string field) => ParseGuid(path[index], field);

    public int Integer(int index, string field) => ParseInteger(path[index], field);

    /// <summary>A query value; null when it is not given or empty.</summary>
    public string? Query(string name)
    {
        string? value = query.TryGetValue(name, out var values) && values.Count > 0 ? values[0] : null;
        return string.IsNullOrEmpty(value) ? null : value;
    }

    public int? QueryInteger(string name, string field) => Query(name) is { } text ? ParseInteger(text, field) : null;

    public bool QueryBoolean(string name, string field, bool otherwise)
    {
        if (Query(name) is not { } text) return otherwise;
        return bool.TryParse(text, out bool value) ? value : throw Refusal.Field(field, $"'{text}' is neither true nor false.");
    }

    /// <summary>All values of a repeated query name; a value may itself be a list with commas.</summary>
    public List<string> QueryList(string name)
    {
        var list = new List<string>();
        if (!query.TryGetValue(name, out var values)) return list;
        foreach (string? value in values)
        {
            if (value is null) continue;
            list.AddRange(value.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
        }

        return list;
    }

    public List<string> QueryGuids(string name, string field) => QueryList(name).ConvertAll(text => ParseGuid(text, field));

    public List<int> QueryIntegers(string name, string field) => QueryList(name).ConvertAll(text => ParseInteger(text, field));

    /// <summary>The page asked for: counted from 1, 25 records unless told.</summary>
    public (int Skip, int Take) Page()
    {
        int page = QueryInteger("page", "Page") ?? 1;
        if (page > 0) page = Math.Max(1, page + pageShift);
        int size = QueryInteger("pageSize", "PageSize") ?? 25;
        var errors = new FieldErrors();
        if (page < 1) errors.Add("Page", "The first page is page 1.");
        if (size is < 1 or > LargestPage) errors.Add("PageSize", $"A page has 1 to {LargestPage} records.");
        errors.ThrowIfAny();
        return ((int)Math.Min((long)(page - 1) * size, int.MaxValue), size);
    }

    private static string ParseGuid(string text, string field) => System.Guid.TryParse(text, out Guid value)
        ? value.ToString("D")
        : throw Refusal.Field(field, $"'{text}' is not a GUID.");

    private static int ParseInteger(string text, string field) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value)
            ? value
            : throw Refusal.Field(field, $"'{text}' is not a whole number.");
}
