using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace FastTrackFpx.Services.Tests;

/// <summary>A service is added beside the others: neither FPX nor the engine knows it.</summary>
public sealed class ArchitectureTests
{
    private static readonly string[] Services = ["CloudCockpit", "LongJump"];

    [Theory, InlineData("FastTrackFpx"), InlineData("FastTrackFpx.Models"), InlineData("FastTrackFpx.Rest")]
    public void Sources_name_no_other_service(string project)
    {
        string[] files =
        [
            .. Directory.EnumerateFiles(Path.Combine(Repository.Root, "src", project), "*.cs", SearchOption.AllDirectories)
                .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)),
        ];
        Assert.NotEmpty(files);
        Assert.DoesNotContain(files, file => File.ReadAllText(file) is var text && Services.Any(name => text.Contains(name, StringComparison.OrdinalIgnoreCase)));
    }

    [Theory, InlineData("FastTrackFpx.CloudCockpit"), InlineData("FastTrackFpx.LongJump")]
    public void A_service_references_the_engine_and_nothing_else_of_the_module(string service) => Assert.Equal(["FastTrackFpx.Rest"], References("cmdlets/Core", service));

    [Fact]
    public void The_store_knows_the_lists_of_other_services_only_through_the_engine() =>
        Assert.Equal(["FastTrackFpx", "FastTrackFpx.Models", "FastTrackFpx.Rest"], References("lib/net8.0", "FastTrackFpx.Store").Order(StringComparer.Ordinal));

    private static string[] References(string folder, string assembly)
    {
        using var file = new PEReader(File.OpenRead(Path.Combine(Path.GetDirectoryName(Repository.StagedModule)!, folder, assembly + ".dll")));
        MetadataReader reader = file.GetMetadataReader();
        return [.. reader.AssemblyReferences.Select(handle => reader.GetString(reader.GetAssemblyReference(handle).Name)).Where(name => name.StartsWith("FastTrackFpx", StringComparison.Ordinal))];
    }
}
