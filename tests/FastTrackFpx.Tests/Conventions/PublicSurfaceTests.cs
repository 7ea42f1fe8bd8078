namespace FastTrackFpx.Tests.Conventions;

/// <summary>What scripts rely on does not change by accident.</summary>
public sealed class PublicSurfaceTests
{
    [Fact]
    public void The_public_surface_is_the_one_that_was_agreed_on() => Compare("PublicSurface.txt", PublicSurface.Describe([BuiltModule.Records, .. BuiltModule.Services]));

    [Fact]
    public void The_public_surface_of_generated_cmdlets_is_the_one_that_was_agreed_on() => Compare("PublicSurface.AppDirect.txt", PublicSurface.Describe([BuiltModule.Generated]));

    private static void Compare(string file, string built)
    {
        string agreedPath = Path.Combine(StagedModule.RepositoryRoot, "tests", "FastTrackFpx.Tests", "Conventions", file);
        string builtPath = Path.Combine(StagedModule.RepositoryRoot, "out", file);
        File.WriteAllText(builtPath, built);
        Assert.True(
            File.ReadAllText(agreedPath).ReplaceLineEndings("\n") == built,
            $"The public surface has changed. Compare {agreedPath} with {builtPath}; if the change is meant, copy the second over the first and say so in docs/CHANGELOG.md.");
    }
}
