namespace FastTrackFpx.Tests.Conventions;

/// <summary>What scripts rely on does not change by accident.</summary>
public sealed class PublicSurfaceTests
{
    [Fact]
    public void The_public_surface_is_the_one_that_was_agreed_on()
    {
        string agreedPath = Path.Combine(StagedModule.RepositoryRoot, "tests", "FastTrackFpx.Tests", "Conventions", "PublicSurface.txt");
        string builtPath = Path.Combine(StagedModule.RepositoryRoot, "out", "PublicSurface.txt");
        string built = PublicSurface.Describe();
        File.WriteAllText(builtPath, built);
        Assert.True(
            File.ReadAllText(agreedPath).ReplaceLineEndings("\n") == built,
            $"The public surface has changed. Compare {agreedPath} with {builtPath}; if the change is meant, copy the second over the first and say so in docs/CHANGELOG.md.");
    }
}
