using System.Collections.Generic;

namespace FastTrackFpx.Hosting;

/// <summary>One command of a pipeline with its parameters; a parameter without a name goes by its place.</summary>
public sealed record Step(string Command, IReadOnlyList<(string? Name, object? Value)> Parameters)
{
    /// <summary>A command and its parameters.</summary>
    public static Step Of(string command, params (string? Name, object? Value)[] parameters) => new(command, parameters);
}
