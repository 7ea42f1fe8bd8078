using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Text.Json;
using System.Text.RegularExpressions;
using FastTrackFpx.EngineHost;

namespace FastTrackFpx.Tests.Coverage;

/// <summary>An operation of the specification, and which calls are calls of it.</summary>
internal sealed record OperationPattern(string Method, string Path, Regex Calls)
{
    /// <summary>All operations of docs/api/fpx.openapi.json.</summary>
    public static IReadOnlyList<OperationPattern> All()
    {
        using JsonDocument spec = JsonDocument.Parse(File.ReadAllBytes(System.IO.Path.Combine(Repository.Root, "docs", "api", "fpx.openapi.json")));
        return [.. spec.RootElement.GetProperty("paths").EnumerateObject().SelectMany(path => path.Value.EnumerateObject()
            .Where(member => member.Name is "get" or "post" or "patch" or "put" or "delete")
            .Select(member => Of(member.Name.ToUpperInvariant(), path.Name.TrimStart('/'))))];
    }

    /// <summary>Whether a path without parameters takes the call, which then is none of an operation with one.</summary>
    public bool Takes(string call, IEnumerable<OperationPattern> all) =>
        Calls.IsMatch(call) && (!Path.Contains('{', StringComparison.Ordinal) || !all.Any(other => !other.Path.Contains('{', StringComparison.Ordinal) && other.Calls.IsMatch(call)));

    public override string ToString() => $"{Method} {Path}";

    private static OperationPattern Of(string method, string path)
    {
        string pattern = string.Join('/', path.Split('/').Select(part => part.StartsWith('{') ? "[^/ ]+" : Regex.Escape(part)));
        return new OperationPattern(method, path, new Regex($"^{method} {pattern}$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant));
    }
}
