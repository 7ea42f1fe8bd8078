namespace FastTrackFpx.Tests.Packaging;

/// <summary>PowerShell 7.4 runs on .NET 8: what the module brings for it is complete there and on everything newer.</summary>
public sealed class CoreCompletenessTests
{
    [Fact]
    public void Every_reference_is_in_the_folder_or_in_net_8_and_none_in_both()
    {
        using AssemblyShelf shelf = Shelf();
        Assert.Empty(shelf.Unmet);
        Assert.Empty(shelf.Missing);
        // Two copies of one type are two types: what the platform has, the folder must not have.
        Assert.Empty(shelf.Module.Select(assembly => assembly.Name.Name).Intersect(StagedModule.CorePlatformFiles().Select(path => Path.GetFileNameWithoutExtension(path))));
    }

    private static AssemblyShelf Shelf() => new AssemblyShelf(
        StagedModule.CorePlatformFiles(), StagedModule.Libraries(StagedModule.Folder).Concat(StagedModule.Libraries(StagedModule.CoreCmdlets)).Concat(StagedModule.Libraries(StagedModule.CoreFolder))).Open();
}
