using System;
using System.IO;
using System.Text;

namespace FastTrackFpx.Sandbox.Hosting;

/// <summary>Files and folders that only their user reads. On Windows the profile's own permissions do that already.</summary>
internal static class PrivateFile
{
    private const UnixFileMode OwnerFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode OwnerFolder = OwnerFile | UnixFileMode.UserExecute;

    public static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
        else Directory.CreateDirectory(path, OwnerFolder);
    }

    /// <summary>Makes an empty file unless there is one, and sees that it can be written.</summary>
    public static void Touch(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerFile;
        new FileStream(path, options).Dispose();
    }

    public static void Write(string path, string text) => Write(path, new UTF8Encoding(false).GetBytes(text));

    /// <summary>Replaces the file in one step: a reader sees the old content or the new, and never a readable-by-all moment.</summary>
    public static void Write(string path, byte[] content)
    {
        string draft = path + "." + Guid.NewGuid().ToString("N") + ".new";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = OwnerFile;
        using (var file = new FileStream(draft, options))
        {
            file.Write(content);
        }

        File.Move(draft, path, overwrite: true);
    }
}
