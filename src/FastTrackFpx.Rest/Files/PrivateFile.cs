namespace FastTrackFpx.Rest.Files;

/// <summary>A file of this user. By default one process has it open at a time; the system releases it when the process ends.</summary>
internal static class PrivateFile
{
    /// <summary>Opens the file, or creates it readable and writable for this user alone.</summary>
    internal static FileStream Open(string path, FileShare share = FileShare.None)
    {
#if NET
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = share, BufferSize = 0 };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(path, options);
#else
        return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, share, bufferSize: 1);
#endif
    }

    /// <summary>Sharing violation or lock violation on Windows; EAGAIN on Linux; EWOULDBLOCK on macOS.</summary>
    internal static bool IsHeldByAnother(IOException failure) =>
        failure.HResult is unchecked((int)0x80070020) or unchecked((int)0x80070021) or 11 or 35;
}
