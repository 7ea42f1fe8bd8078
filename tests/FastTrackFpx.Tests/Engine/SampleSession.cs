using System;
using System.IO;
using System.Linq;
using System.Management.Automation;
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

    /// <summary>An object with these properties and nothing else.</summary>
    protected static PSObject Sample(params (string Name, object? Value)[] properties)
    {
        PSObject made = new();
        foreach ((string name, object? value) in properties)
            made.Properties.Add(new PSNoteProperty(name, value));
        return made;
    }

    /// <summary>What a command wrote and what went wrong, one line each.</summary>
    protected string Report(string command, params (string? Name, object? Value)[] parameters) => Report(Session.Run(command, parameters));

    protected string Report(SessionResult result) => string.Join("\n",
    [
        .. result.Output.Select(o => o is null ? "null" : Session.Text(o)),
        .. result.AllErrors.Select(static e => $"! {e.FullyQualifiedErrorId} | {e.CategoryInfo.Category} | {e}"),
    ]);
}
