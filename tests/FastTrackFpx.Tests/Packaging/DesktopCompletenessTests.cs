using System;
using System.IO;
using System.Linq;
using Xunit.Abstractions;

namespace FastTrackFpx.Tests.Packaging;

/// <summary>Windows PowerShell 5.1 cannot be run everywhere the module is built; whether the folder is complete for it can be told from metadata.</summary>
public sealed class DesktopCompletenessTests(ITestOutputHelper output)
{
    [Fact]
    public void Every_reference_is_met_by_the_folder_or_by_net_framework_472()
    {
        using AssemblyShelf shelf = Shelf();
        string[] unmet = shelf.Module
            .SelectMany(image => image.References.Where(reference => shelf.Find(reference) is null).Select(reference => $"{image} -> {reference.Name} {reference.Version}"))
            .ToArray();

        output.WriteLine(string.Join(Environment.NewLine, shelf.Module));
        Assert.Empty(unmet);
    }

    // .NET Framework takes the exact version of a signed assembly or asks the module's handler, which answers by simple name.
    [Fact]
    public void Every_question_that_net_framework_asks_has_a_file_of_that_name()
    {
        using AssemblyShelf shelf = Shelf();
        string[] unanswered = shelf.Module
            .SelectMany(image => image.References)
            .Where(reference => !shelf.PlatformHas(reference))
            .Select(reference => reference.Name!)
            .Distinct()
            .Where(name => !File.Exists(Path.Combine(StagedModule.DesktopFolder, name + ".dll")) && !File.Exists(Path.Combine(StagedModule.Folder, name + ".dll")))
            .ToArray();

        Assert.Empty(unanswered);
    }

    // A library that nobody asks for could go missing without a test that fails, and could clash with another module's for nothing.
    [Fact]
    public void Every_library_of_the_folder_is_asked_for()
    {
        using AssemblyShelf shelf = Shelf();
        string[] asked = [.. shelf.Module.SelectMany(image => image.References).Where(reference => !shelf.PlatformHas(reference)).Select(reference => reference.Name!)];

        Assert.Empty(StagedModule.Libraries(StagedModule.DesktopFolder).Select(path => Path.GetFileNameWithoutExtension(path)).Except(asked));
    }

    [Fact]
    public void No_type_or_member_is_called_that_net_framework_472_does_not_have()
    {
        using AssemblyShelf shelf = Shelf();
        var references = new MemberReferences(shelf);

        Assert.Empty(shelf.Module.SelectMany(references.Missing));
    }

    // The test above proves nothing if it finds nothing wrong with anything.
    [Fact]
    public void A_call_of_something_newer_is_noticed()
    {
        using var shelf = new AssemblyShelf(StagedModule.DesktopPlatformFiles(), StagedModule.Libraries(StagedModule.CoreFolder).Append(ModelsPath));
        AssemblyImage client = shelf.Module.Single(image => image.Name == "FastTrackFpx.Rest");

        Assert.NotEmpty(new MemberReferences(shelf).Missing(client));
    }

    private static string ModelsPath => Path.Combine(StagedModule.Folder, "FastTrackFpx.Models.dll");

    private static AssemblyShelf Shelf() =>
        new(StagedModule.DesktopPlatformFiles(), StagedModule.Libraries(StagedModule.Folder).Concat(StagedModule.Libraries(StagedModule.DesktopCmdlets)).Concat(StagedModule.Libraries(StagedModule.DesktopFolder)));
}
