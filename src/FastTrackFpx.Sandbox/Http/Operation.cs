using System;

namespace FastTrackFpx.Sandbox.Http;

/// <summary>Carries out one call and writes its answer.</summary>
internal delegate void OperationHandler(in Call call, Reply reply);

/// <summary>One operation: a method on a path, in some of the versions.</summary>
internal sealed class Operation
{
    private readonly string?[] _literals;

    public Operation(string method, string pattern, ApiVersions versions, OperationHandler handler)
    {
        Method = method;
        Pattern = pattern;
        Versions = versions;
        Handler = handler;
        string[] segments = pattern.Split('/');
        _literals = Array.ConvertAll(segments, segment => segment.StartsWith('{') ? null : segment);
        Parameters = Array.FindAll(_literals, literal => literal is null).Length;
    }

    public string Method { get; }

    public string Pattern { get; }

    public ApiVersions Versions { get; }

    public OperationHandler Handler { get; }

    public int Segments => _literals.Length;

    public int Parameters { get; }

    public bool Matches(string[] path)
    {
        for (int i = 0; i < _literals.Length; i++)
        {
            if (_literals[i] is { } literal && !literal.Equals(path[i], StringComparison.OrdinalIgnoreCase)) return false;
        }

        return true;
    }

    public string[] Values(string[] path)
    {
        if (Parameters == 0) return [];
        string[] values = new string[Parameters];
        for (int i = 0, next = 0; i < _literals.Length; i++)
        {
            if (_literals[i] is null) values[next++] = path[i];
        }

        return values;
    }
}
