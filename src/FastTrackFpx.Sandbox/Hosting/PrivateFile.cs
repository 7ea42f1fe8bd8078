using System.Security.Cryptography;
using System.Text;

namespace FastTrackFpx.Sandbox.Hosting;

/// <summary>Files and folders that only their user can use. On Windows the profile's own permissions already do that.</summary>
internal static class PrivateFile
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerFolder = OwnerFile | UnixFileMode.UserExecute;
    private const int SecretBytes = 32;

    /// <summary>Creates a folder unless it exists, and checks that nobody else can write to it.</summary>
    /// <exception cref="IOException">It is a link, or another user can write to it or owns it.</exception>
    public static void OpenFolder(string path)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, OwnerFolder);
        CheckNoLink(path);
        if (OperatingSystem.IsWindows()) return;
        UnixFileMode mode = File.GetUnixFileMode(path);
        if ((mode & (UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)) != 0)
        {
            throw new IOException($"other users can write to '{path}'; run: chmod go-w '{path}'");
        }

        try
        {
            // Only the owner may do this, so it also proves the ownership.
            File.SetUnixFileMode(path, mode);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new IOException($"another user owns '{path}'", e);
        }
    }

    /// <summary>Checks that a file or folder is not a symbolic link.</summary>
    /// <exception cref="IOException">It is one.</exception>
    public static void CheckNoLink(string path)
    {
        if (new FileInfo(path).LinkTarget is not null) throw new IOException($"'{path}' is a link");
    }

    /// <summary>Creates an empty file unless it exists, and checks that it can be written and is not a link.</summary>
    public static void Touch(string path)
    {
        CheckNoLink(path);
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerFile;
        new FileStream(path, options).Dispose();
    }

    public static void Write(string path, string text) => Write(path, new UTF8Encoding(false).GetBytes(text));

    /// <summary>Replaces the file in one step: a reader sees the old content or the new, and nobody else can read it at any time.</summary>
    public static void Write(string path, byte[] content)
    {
        string draft = path + "." + Guid.NewGuid().ToString("N") + ".new";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerFile;
        using (var file = new FileStream(draft, options)) file.Write(content);
        File.Move(draft, path, overwrite: true);
    }

    /// <summary>The secret in a file, which is created with a random one unless it exists.</summary>
    public static string Secret(string path)
    {
        CheckNoLink(path);
        if (File.Exists(path) && File.ReadAllText(path) is { Length: > 0 } secret) return secret;
        secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretBytes));
        Write(path, secret);
        return secret;
    }
}
