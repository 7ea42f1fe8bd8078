#if NET
using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Security.AccessControl;
using System.Security.Principal;
#endif

namespace FastTrackFpx.Rest.Files;

/// <summary>Decides whether a file or folder belongs to this user alone.</summary>
internal static class PrivatePath
{
    /// <summary>Returns why others could have written what is there, as the end of a sentence; null if they could not.</summary>
    internal static string? Weakness(string path)
    {
        if (File.GetAttributes(path).HasFlag(FileAttributes.ReparsePoint)) return "is a link";
#if NET
        return OperatingSystem.IsWindows() ? WeaknessOnWindows(path) : WeaknessOnUnix(path);
#else
        return null; // Windows PowerShell: what lies under %LOCALAPPDATA% is its user's alone by inheritance.
#endif
    }

    internal static void Require(string path)
    {
        if (Weakness(path) is { } weakness) throw new UnauthorizedAccessException($"'{path}' {weakness}.");
    }

    /// <summary>Creates a folder for this user alone, if it is missing, and checks it.</summary>
    internal static void CreateFolder(string path)
    {
        Create(path);
        Require(path);
    }

    internal static void Create(string path)
    {
        if (Directory.Exists(path)) return;
#if NET
        if (OperatingSystem.IsWindows()) RestrictOnWindows(Directory.CreateDirectory(path));
        else Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
#else
        Directory.CreateDirectory(path);
#endif
    }

    /// <summary>A folder in this user's application data, or the one that an environment variable names; null if the account has neither.</summary>
    internal static string? DataFolder(string variable, string name)
    {
        string? named = Environment.GetEnvironmentVariable(variable);
        if (!string.IsNullOrWhiteSpace(named)) return Path.GetFullPath(named!);
        string data = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return data.Length > 0 ? Path.Combine(data, "FastTrackFpx", name) : null;
    }

#if NET
    private const UnixFileMode WritableByOthers = UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    [UnsupportedOSPlatform("windows")]
    private static string? WeaknessOnUnix(string path)
    {
        if (!IsOwn(path)) return "belongs to another user";
        if ((File.GetUnixFileMode(path) & WritableByOthers) != 0) return "may be written by other users";
        if (!Directory.Exists(path)) return null;

        // A user who may rename the folder may replace it; in a sticky folder such as /tmp only its owner may.
        var parent = Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(path));
        if (parent is null) return null;
        var mode = File.GetUnixFileMode(parent);
        return mode.HasFlag(UnixFileMode.OtherWrite) && !mode.HasFlag(UnixFileMode.StickyBit) ? "lies in a folder that other users may write" : null;
    }

    private static bool IsOwn(string path)
    {
        // The runtime's own call, whose layout does not depend on the platform: flags, mode, user id.
        var status = new byte[512];
        return LStat(path, status) == 0 && BitConverter.ToUInt32(status, 8) == GetEUid();
    }

    [DllImport("libSystem.Native", EntryPoint = "SystemNative_LStat", CharSet = CharSet.Ansi, SetLastError = true)]
    private static extern int LStat([MarshalAs(UnmanagedType.LPUTF8Str)] string path, [Out] byte[] status);

    [DllImport("libSystem.Native", EntryPoint = "SystemNative_GetEUid")]
    private static extern uint GetEUid();

    [SupportedOSPlatform("windows")]
    private static string? WeaknessOnWindows(string path)
    {
        FileSystemSecurity security = Directory.Exists(path) ? new DirectoryInfo(path).GetAccessControl() : new FileInfo(path).GetAccessControl();
        using var user = WindowsIdentity.GetCurrent();
        SecurityIdentifier[] trusted =
        [
            user.User!,
            new(WellKnownSidType.LocalSystemSid, null),
            new(WellKnownSidType.BuiltinAdministratorsSid, null),
            new(WellKnownSidType.CreatorOwnerSid, null),
        ];
        if (security.GetOwner(typeof(SecurityIdentifier)) is SecurityIdentifier owner && !trusted.Contains(owner)) return "belongs to another user";
        const FileSystemRights writing = FileSystemRights.WriteData | FileSystemRights.AppendData | FileSystemRights.Delete
            | FileSystemRights.DeleteSubdirectoriesAndFiles | FileSystemRights.ChangePermissions | FileSystemRights.TakeOwnership;
        return security.GetAccessRules(includeExplicit: true, includeInherited: true, typeof(SecurityIdentifier)).Cast<FileSystemAccessRule>()
            .Any(rule => rule.AccessControlType == AccessControlType.Allow && (rule.FileSystemRights & writing) != 0
                && !trusted.Contains((SecurityIdentifier)rule.IdentityReference))
                    ? "may be written by other users" : null;
    }

    [SupportedOSPlatform("windows")]
    private static void RestrictOnWindows(DirectoryInfo folder)
    {
        using var user = WindowsIdentity.GetCurrent();
        var security = new DirectorySecurity();
        security.SetAccessRuleProtection(isProtected: true, preserveInheritance: false);
        security.AddAccessRule(new FileSystemAccessRule(
            user.User!,
            FileSystemRights.FullControl,
            InheritanceFlags.ContainerInherit | InheritanceFlags.ObjectInherit,
            PropagationFlags.None,
            AccessControlType.Allow));
        folder.SetAccessControl(security);
    }
#endif
}
