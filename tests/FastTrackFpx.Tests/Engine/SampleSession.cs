using System;
using System.IO;
using FastTrackFpx.EngineHost;

namespace FastTrackFpx.Tests.Engine;

/// <summary>A session with the sample module, one for each test.</summary>
public abstract class SampleSession : IDisposable
{
    private readonly Lazy<PowerShellSession> _session = new(static () => PowerShellSession.Open(SampleModule));

    protected static string SampleModule => Path.Combine(Repository.Root, "tests", "EngineSampleModule", "bin", "module", "EngineSampleModule.psd1");

    protected PowerShellSession Session => _session.Value;

    public void Dispose()
    {
        if (_session.IsValueCreated)
            _session.Value.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>What the binding report of a command says, or the id and message of what went wrong.</summary>
    protected string Report(string command, params (string? Name, object? Value)[] parameters) => Report(Session.Run(command, parameters));

    protected static string Report(SessionResult result) => string.Join("\n", [.. Lines(result)]);

    private static System.Collections.Generic.IEnumerable<string> Lines(SessionResult result)
    {
        foreach (System.Management.Automation.PSObject? item in result.Output)
            yield return item?.ToString() ?? "null";
        foreach (System.Management.Automation.ErrorRecord error in result.AllErrors)
            yield return $"! {error.FullyQualifiedErrorId} | {error.CategoryInfo.Category} | {error}";
    }
}
