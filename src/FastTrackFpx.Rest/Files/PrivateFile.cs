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

    /// <summary>Reads a file that other programs may have open; null if it is longer than a limit, as one without an end is.</summary>
    internal static byte[]? Read(string path, int longest)
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        byte[] buffer = new byte[longest + 1];
        try
        {
            int length = 0;
            for (int read = -1; read != 0 && length < buffer.Length; length += read) read = file.Read(buffer, length, buffer.Length - length);
            return length > longest ? null : buffer.AsSpan(0, length).ToArray();
        }
        finally
        {
            // It may have held a key.
            Array.Clear(buffer, 0, buffer.Length);
        }
    }

    /// <summary>Sharing violation or lock violation on Windows; EAGAIN on Linux; EWOULDBLOCK on macOS.</summary>
    internal static bool IsHeldByAnother(IOException failure) =>
        failure.HResult is unchecked((int)0x80070020) or unchecked((int)0x80070021) or 11 or 35;
}
