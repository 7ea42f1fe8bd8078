using System.IO;
using System.Linq;

namespace FastTrackFpx.Tests.Packaging;

/// <summary>PowerShell 7.4 runs on .NET 8: what the module brings for it is complete there and on everything newer.</summary>
public sealed class CoreCompletenessTests
{
    [Fact]
    public void Every_reference_is_met_by_the_folder_or_by_net_8()
    {
        using AssemblyShelf shelf = Shelf();
        string[] unmet = shelf.Module
            .SelectMany(image => image.References.Where(reference => shelf.Find(reference) is null).Select(reference => $"{image} -> {reference.Name} {reference.Version}"))
            .ToArray();

        Assert.Empty(unmet);
    }

    [Fact]
    public void No_type_or_member_is_called_that_net_8_does_not_have()
    {
        using AssemblyShelf shelf = Shelf();
        var references = new MemberReferences(shelf);

        Assert.Empty(shelf.Module.SelectMany(references.Missing));
    }

    // Two copies of one type are two types: what the platform has, the folder must not have.
    [Fact]
    public void Nothing_is_brought_that_the_platform_has()
    {
        using AssemblyShelf shelf = Shelf();
        string[] platform = StagedModule.CorePlatformFiles().Select(path => Path.GetFileNameWithoutExtension(path)).ToArray();

        Assert.Empty(shelf.Module.Select(image => image.Name).Intersect(platform));
    }

    private static AssemblyShelf Shelf() =>
        new(StagedModule.CorePlatformFiles(), StagedModule.Libraries(StagedModule.Folder).Concat(StagedModule.Libraries(StagedModule.CoreCmdlets)).Concat(StagedModule.Libraries(StagedModule.CoreFolder)));
}
