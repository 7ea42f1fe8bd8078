namespace FastTrackFpx.Tests.Shared;

/// <summary>Tests of which each has a folder.</summary>
public abstract class FolderTest : IDisposable
{
    private protected TemporaryFolder Folder { get; } = new();

    public void Dispose() => Folder.Dispose();
}
