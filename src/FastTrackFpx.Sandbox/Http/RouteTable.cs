using System;
using System.Collections.Generic;
using System.Linq;

namespace FastTrackFpx.Sandbox.Http;

/// <summary>Finds the operation for a method and a path. A fixed segment wins over a parameter; letters match in any case.</summary>
internal sealed class RouteTable
{
    private readonly List<Operation> _operations = [];
    private readonly Dictionary<int, Operation[]> _bySegments = [];

    public IReadOnlyList<Operation> Operations => _operations;

    public void Get(string pattern, OperationHandler handler) => Add("GET", pattern, ApiVersions.All, handler);

    public void Add(string method, string pattern, ApiVersions versions, OperationHandler handler)
    {
        if (versions == ApiVersions.None) return;
        var operation = new Operation(method, pattern, versions, handler);
        _operations.Add(operation);
        _bySegments[operation.Segments] =
            [.. _operations.Where(o => o.Segments == operation.Segments).OrderBy(o => o.Parameters)];
    }

    /// <summary>The operation and the values of its path parameters.</summary>
    /// <exception cref="Refusal">404 when no operation has that path, 405 when none has it with that method.</exception>
    public (Operation Operation, string[] Values) Find(string method, ApiVersions version, string[] path, Reply reply)
    {
        List<string>? otherMethods = null;
        foreach (Operation operation in _bySegments.GetValueOrDefault(path.Length, []))
        {
            if ((operation.Versions & version) == 0 || !operation.Matches(path)) continue;
            if (operation.Method.Equals(method, StringComparison.OrdinalIgnoreCase)) return (operation, operation.Values(path));
            (otherMethods ??= []).Add(operation.Method);
        }

        if (otherMethods is null) throw Refusal.Address(404, "There is no operation at this address.");
        reply.Headers.Add(new("Allow", string.Join(", ", otherMethods.Distinct())));
        throw Refusal.Address(405, $"The operation at this address does not take {method.ToUpperInvariant()}.");
    }
}
