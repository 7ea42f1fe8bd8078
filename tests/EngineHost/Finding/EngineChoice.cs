using System.Collections.Generic;
using System.Linq;

namespace FastTrackFpx.EngineHost;

/// <summary>The engine that runs cmdlets in this process.</summary>
/// <param name="Name"><c>PowerShell</c>, or <c>stand-in</c>.</param>
/// <param name="Version">Its version, as it says it.</param>
/// <param name="Folder">The folder that holds its System.Management.Automation.dll.</param>
/// <param name="FoundBy">Where it was found: the variable, the PATH, the tool.</param>
/// <param name="PassedOver">Engines that were found before it and could not be taken, each with the reason.</param>
public sealed record EngineChoice(string Name, string Version, string Folder, string FoundBy, IReadOnlyList<string> PassedOver)
{
    /// <summary>The name of the engine that comes with the tests.</summary>
    public const string StandIn = "stand-in";

    /// <summary>Whether it is PowerShell itself.</summary>
    public bool IsReal => Name != StandIn;

    /// <summary>One line that says which engine runs, and why not another.</summary>
    public override string ToString() =>
        $"Engine: {Name} {Version} ({FoundBy}), {Folder}" + string.Concat(PassedOver.Select(static p => $"; passed over {p}"));
}
