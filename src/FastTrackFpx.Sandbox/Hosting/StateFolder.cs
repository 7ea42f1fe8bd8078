namespace FastTrackFpx.Sandbox.Hosting;

/// <summary>A state folder in use: it exists, is writable, is closed to other users, and is locked until it is disposed.</summary>
internal sealed class StateFolder : IDisposable
{
    private readonly FileStream _lock;

    private StateFolder(StateFolderPaths paths, FileStream heldLock, bool temporary)
    {
        Paths = paths;
        _lock = heldLock;
        IsTemporary = temporary;
    }

    public StateFolderPaths Paths { get; }

    /// <summary>True if it is deleted when it is disposed.</summary>
    public bool IsTemporary { get; }

    public static StateFolder Open(SandboxOptions options)
    {
        bool temporary = options.StateFolder is null && options.InMemory;
        string folder = options.StateFolder ?? (temporary ? TemporaryName() : StateFolderPaths.Default);
        if (string.IsNullOrWhiteSpace(folder)) throw new SandboxStartException("The name of the state folder is empty.");

        var paths = new StateFolderPaths(folder);
        try
        {
            foreach (string path in new[] { paths.Folder, paths.Certificates, paths.Secrets }) PrivateFile.OpenFolder(path);
            foreach (string path in new[] { paths.Lock, paths.Database, paths.Discovery }) PrivateFile.CheckNoLink(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new SandboxStartException($"The state folder '{folder}' cannot be used: {FirstLine(e)}", e);
        }

        return new StateFolder(paths, TakeLock(paths), temporary);
    }

    public void Dispose()
    {
        _lock.Dispose();
        if (IsTemporary) Directory.Delete(Paths.Folder, recursive: true);
    }

    internal static string FirstLine(Exception e) => e.Message.Split('\n')[0].TrimEnd();

    private static FileStream TakeLock(StateFolderPaths paths)
    {
        try
        {
            return new FileStream(paths.Lock, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new SandboxStartException($"The state folder '{paths.Folder}' cannot be used: {FirstLine(e)}", e);
        }
        catch (IOException e)
        {
            throw new SandboxStartException(
                $"The state folder '{paths.Folder}' is in use by another sandbox. Stop that one, or choose another folder with --state.",
                    e);
        }
    }

    private static string TemporaryName() => Path.Combine(Path.GetTempPath(), "FastTrackFpx-sandbox-" + Guid.NewGuid().ToString("N"));
}
