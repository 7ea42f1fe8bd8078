namespace FastTrackFpx.Tests.Packaging;

/// <summary>Windows PowerShell 5.1 cannot be run everywhere the module is built; whether the folder is complete for it can be told from metadata.</summary>
public sealed class DesktopCompletenessTests
{
    [Fact]
    public void Every_reference_is_in_the_folder_with_a_file_for_every_question_and_no_other()
    {
        using AssemblyShelf shelf = Shelf();
        Assert.Empty(shelf.Unmet);
        Assert.Empty(shelf.Missing);
        // .NET Framework takes the exact version of a signed assembly or asks the module's handler, which finds it by simple name. A library that is not
        // referenced could be missing without a failed test, and could clash with that of another module.
        string[] asked = [.. shelf.References.Where(reference => !shelf.PlatformHas(reference)).Select(reference => reference.Name).Distinct()];
        string[] libraries = [.. StagedModule.Libraries(StagedModule.DesktopFolder).Select(path => Path.GetFileNameWithoutExtension(path))];
        Assert.DoesNotContain(asked, name => !libraries.Contains(name) && !File.Exists(Path.Combine(StagedModule.Folder, name + ".dll")));
        Assert.Empty(libraries.Except(asked));
    }

    // The first test proves nothing if it finds nothing wrong with anything.
    [Fact]
    public void A_call_of_something_newer_is_noticed()
    {
        using AssemblyShelf shelf = new AssemblyShelf(
            StagedModule.DesktopPlatformFiles(), StagedModule.Libraries(StagedModule.CoreFolder).Append(Path.Combine(StagedModule.Folder, "FastTrackFpx.Models.dll"))).Open();
        Assert.Contains(shelf.Missing, missing => missing.StartsWith("FastTrackFpx.Rest: ", System.StringComparison.Ordinal));
    }

    private static AssemblyShelf Shelf() => new AssemblyShelf(
        StagedModule.DesktopPlatformFiles(), StagedModule.Libraries(StagedModule.Folder).Concat(StagedModule.Libraries(StagedModule.DesktopCmdlets)).Concat(StagedModule.Libraries(StagedModule.DesktopFolder))).Open();
}
