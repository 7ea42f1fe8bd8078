#if NET
using System.Runtime.InteropServices;
#endif

namespace FastTrackFpx.Rest.Files;

/// <summary>A folder that belongs to this user and that no other user can write to.</summary>
internal static class PrivateFolder
{
    /// <summary>Creates the folder if it is missing and checks it, its owner and the folders above it.</summary>
    /// <exception cref="UnauthorizedAccessException">It is a link, belongs to another user, or others may write to it or replace it.</exception>
    internal static void Create(string path)
    {
#if NET
        if (!OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            RequireOwn(path);
            for (string? parent = Path.GetDirectoryName(Path.GetFullPath(path)); parent is not null; parent = Path.GetDirectoryName(parent)) RequireSafeParent(parent);
            return;
        }
#endif
        Directory.CreateDirectory(path);
    }

    /// <summary>Checks a file or folder, if it exists: no link, ours, and for a folder not writable for others.</summary>
    /// <exception cref="UnauthorizedAccessException">One of these is not so.</exception>
    internal static void RequireOwn(string path)
    {
#if NET
        if (OperatingSystem.IsWindows() || StatusOf(path) is not { } status) return;
        if (status.IsLink) throw new UnauthorizedAccessException("it is a link.");
        if (status.Owner is { } owner && owner != Native.GetEUid()) throw new UnauthorizedAccessException("it belongs to another user.");
        if (status.IsFolder && status.IsWritableForOthers) throw new UnauthorizedAccessException("other users may write there.");
#endif
    }

#if NET
    private static readonly Lazy<bool> HasNative = new(() =>
    {
        try
        {
            return Native.LStat("/", out _) == 0;
        }
        catch (Exception missing) when (missing is EntryPointNotFoundException or DllNotFoundException)
        {
            return false;
        }
    });

    /// <summary>Who may write to a folder above may put another folder in the place of ours, unless it is sticky, such as /tmp.</summary>
    private static void RequireSafeParent(string path)
    {
        if (!HasNative.Value || StatusOf(path) is not { } status || status.IsLink) return;
        if (status.Owner != 0 && status.Owner != Native.GetEUid()) throw new UnauthorizedAccessException($"'{path}' belongs to another user.");
        // A group that may write above is usual where each user has a group of their own.
        if (status.IsWritableForAll && !status.IsSticky) throw new UnauthorizedAccessException($"other users may write to '{path}'.");
    }

    private static Status? StatusOf(string path)
    {
        if (HasNative.Value) return Native.LStat(path, out Native.FileStatus status) == 0 ? new Status(status.Mode, status.Uid) : null;
        if (!Path.Exists(path)) return null;
        // Without the platform's library only the owner can change the mode, which tells who it is.
        UnixFileMode mode = File.GetUnixFileMode(path);
        File.SetUnixFileMode(path, mode);
        bool isLink = new FileInfo(path).LinkTarget is not null;
        return new Status((int)mode | (isLink ? Status.Link : Directory.Exists(path) ? Status.Folder : 0), Owner: null);
    }

    private readonly record struct Status(int Mode, uint? Owner)
    {
        internal const int Folder = 0x4000;
        internal const int Link = 0xA000;
        private const int TypeMask = 0xF000;

        internal bool IsLink => (Mode & TypeMask) == Link;

        internal bool IsFolder => (Mode & TypeMask) == Folder;

        internal bool IsWritableForOthers => ((UnixFileMode)(Mode & 0xFFF) & (UnixFileMode.GroupWrite | UnixFileMode.OtherWrite)) != 0;

        internal bool IsWritableForAll => ((UnixFileMode)(Mode & 0xFFF) & UnixFileMode.OtherWrite) != 0;

        internal bool IsSticky => ((UnixFileMode)(Mode & 0xFFF) & UnixFileMode.StickyBit) != 0;
    }

    /// <summary>.NET's own native library: the one portable source of a file's owner.</summary>
    private static class Native
    {
        private const string Library = "libSystem.Native";

        [DllImport(Library, EntryPoint = "SystemNative_LStat", CharSet = CharSet.Ansi)]
        internal static extern int LStat([MarshalAs(UnmanagedType.LPUTF8Str)] string path, out FileStatus status);

        [DllImport(Library, EntryPoint = "SystemNative_GetEUid")]
        internal static extern uint GetEUid();

        /// <summary>The beginning of the library's structure; the rest is reserved generously.</summary>
        [StructLayout(LayoutKind.Sequential, Size = 256)]
        internal struct FileStatus
        {
            internal int Flags;
            internal int Mode;
            internal uint Uid;
            internal uint Gid;
        }
    }
#endif
}
