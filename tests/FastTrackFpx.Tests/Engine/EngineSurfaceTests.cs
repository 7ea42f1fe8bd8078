using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using FastTrackFpx.EngineHost;

namespace FastTrackFpx.Tests.Engine;

/// <summary>What compiled code calls on the engine must be there, with the very signature it was compiled against.</summary>
public sealed class EngineSurfaceTests
{
    private const string Engine = "System.Management.Automation";

    public static TheoryData<string> Callers =>
    [
        Path.Combine(Path.GetDirectoryName(Repository.StagedModule)!, "FastTrackFpx.dll"),
        Path.Combine(Repository.Root, "tests", "EngineSampleModule", "bin", "module", "EngineSampleModule.dll"),
        typeof(PowerShellSession).Assembly.Location,
        typeof(EngineSurfaceTests).Assembly.Location,
    ];

    [Theory]
    [MemberData(nameof(Callers))]
    public void The_stand_in_has_every_member_that_is_called(string caller)
    {
        using Surface standIn = new(Path.Combine(AppContext.BaseDirectory, "engine", Engine + ".dll"));
        using Surface called = new(caller);
        IReadOnlyList<(string Type, string Member)> wanted = called.CalledOn(Engine);
        Assert.NotEmpty(wanted);
        Assert.Empty(wanted.Where(w => !standIn.Has(w.Type, w.Member)).Select(static w => $"{w.Type}: {w.Member}"));
    }

    [FactOnPowerShell]
    public void What_the_stand_in_shows_is_what_PowerShell_shows()
    {
        using Surface standIn = new(Path.Combine(AppContext.BaseDirectory, "engine", Engine + ".dll"));
        using Surface real = new(Path.Combine(EngineHost.Engine.Current.Folder, Engine + ".dll"));
        IEnumerable<string> made = standIn.PublicMembers().Where(m => !real.Has(m.Type, m.Member)).Select(static m => $"{m.Type}: {m.Member}");
        // The additions: a way to make a script block without a script language, and how a list is filled.
        Assert.Equal(
            [
                $"{Engine}.PSDataCollection`1: InsertItem`0(System.Int32, !0) System.Void",
                $"{Engine}.ScriptBlock: static FromDelegate`0(System.Func`2<System.Object[], System.Object>) {Engine}.ScriptBlock",
            ], made.Order(StringComparer.Ordinal));
    }
}
