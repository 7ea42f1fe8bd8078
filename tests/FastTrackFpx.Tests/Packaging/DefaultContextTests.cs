using Mono.Cecil;

namespace FastTrackFpx.Tests.Packaging;

/// <summary>
/// What PowerShell loads into its own context may mention nobody else's assembly: the first other module with another version of it would break one of the two.
/// </summary>
public sealed class DefaultContextTests
{
    [Fact]
    public void Cmdlets_and_records_reference_no_third_party_assembly()
    {
        Assert.DoesNotContain(
            StagedModule.CmdletAssemblies.SelectMany(References),
            name => !name.StartsWith("System.", StringComparison.Ordinal) && !name.StartsWith("Microsoft.Win32.", StringComparison.Ordinal)
                && name is not ("FastTrackFpx.Models" or "FastTrackFpx.Rest"));
        Assert.Equal(["netstandard", "System.Management.Automation"], References(Path.Combine(StagedModule.Folder, "FastTrackFpx.Models.dll")));
        Assert.Equal(["FastTrackFpx.Models.dll"], StagedModule.Libraries(StagedModule.Folder).Select(path => Path.GetFileName(path)));
    }

    private static HashSet<string> References(string file)
    {
        using AssemblyDefinition assembly = AssemblyDefinition.ReadAssembly(file);
        return [.. assembly.MainModule.AssemblyReferences.Select(reference => reference.Name)];
    }
}
