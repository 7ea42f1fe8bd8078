using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace FastTrackFpx.Tests.Packaging;

/// <summary>
/// What PowerShell loads into its own context may mention nobody else's assembly: the first other module with another version of it would break one of the two.
/// </summary>
public sealed class DefaultContextTests
{
    [Fact]
    public void The_cmdlets_mention_no_third_party_assembly() => Assert.Subset(
        new HashSet<string> { "netstandard", "System.Management.Automation", "FastTrackFpx.Models", "FastTrackFpx.Client" },
        References("FastTrackFpx.dll"));

    [Fact]
    public void The_records_mention_nothing_but_the_standard() => Assert.Equal(["netstandard"], References("FastTrackFpx.Models.dll"));

    [Fact]
    public void The_module_folder_itself_holds_these_two_assemblies_alone() =>
        Assert.Equal(["FastTrackFpx.Models.dll", "FastTrackFpx.dll"], StagedModule.Libraries(StagedModule.Folder).Select(path => Path.GetFileName(path)));

    private static HashSet<string> References(string file)
    {
        using AssemblyImage image = AssemblyImage.TryOpen(Path.Combine(StagedModule.Folder, file))!;
        return image.References.Select(reference => reference.Name!).ToHashSet();
    }
}
