using System.Linq;
using System.Management.Automation;
using FastTrackFpx.EngineHost;

namespace FastTrackFpx.Tests.Engine;

public sealed class ModuleImportTests : SampleSession
{
    [Fact]
    public void A_module_comes_in_with_what_its_manifest_says()
    {
        var module = (PSModuleInfo)Session.Run("Get-Module", (null, "EngineSampleModule")).Succeeded().Output.Single()!.BaseObject;
        Assert.Equal("1.2.3", module.Version.ToString());
        Assert.Equal("3d8a5b4e-9c1f-4b53-8a86-0f3b6c3f7a11", module.Guid.ToString());
        Assert.Contains("Get-SampleThing", module.ExportedCmdlets.Keys);
        Assert.Equal("gst", Assert.Single(module.ExportedAliases).Key);
    }

    [Fact]
    public void The_initializer_runs_before_the_cmdlets_are_looked_at() =>
        // The type of the parameter is in an assembly that only the initializer can find.
        Assert.Equal("EngineSampleParts.SamplePart", Report("Get-SamplePart", (null, "wheel")));

    [Fact]
    public void A_module_that_is_not_there_is_one_error()
    {
        SessionResult result = Session.Run("Import-Module", ("Name", "/nowhere/Nothing.psd1"));
        Assert.Equal("Modules_ModuleNotFound,Microsoft.PowerShell.Commands.ImportModuleCommand", Assert.Single(result.AllErrors).FullyQualifiedErrorId);
    }
}
