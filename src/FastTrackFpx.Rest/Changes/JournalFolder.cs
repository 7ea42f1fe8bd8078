using System.Globalization;
using FastTrackFpx.Rest.Files;
#if NET
using System.Runtime.Versioning;
using System.Security.AccessControl;
using System.Security.Principal;
#endif

namespace FastTrackFpx.Rest.Changes;

/// <summary>Where the journal's files are, who may read them, and which of them are too old.</summary>
internal sealed class JournalFolder(string path)
{
    /// <summary>Names another folder, for instance one that a runbook keeps.</summary>
    internal const string Variable = "FASTTRACKFPX_JOURNAL";

    /// <summary>What to do about a journal that cannot be used.</summary>
    internal const string Advice = $"Make the folder writable for this user alone, name another folder in the environment variable {Variable}, or connect with -NoJournal.";

    private const string Prefix = "changes-";
    private const string Suffix = ".jsonl";
    private const string DateForm = "yyyy-MM-dd";

    internal string Path { get; } = path;

    /// <summary>Holds the day on which expired files were first found.</summary>
    internal string ExpiryPath => System.IO.Path.Combine(Path, "journal.expired");

    internal string LockPath => System.IO.Path.Combine(Path, "journal.lock");

    /// <summary>The folder in the user's application data: %LOCALAPPDATA%, or $XDG_DATA_HOME.</summary>
    internal static JournalFolder Default()
    {
        var named = Environment.GetEnvironmentVariable(Variable);
        if (!string.IsNullOrWhiteSpace(named))
            return new JournalFolder(System.IO.Path.GetFullPath(named!));
        var data = Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify);
        return data.Length > 0
            ? new JournalFolder(System.IO.Path.Combine(data, "FastTrackFpx", "journal"))
            : throw new RestException(
                ErrorCode.JournalNotWritable,
                "This account has no application data folder to keep the journal of writes in.",
                $"Name a folder in the environment variable {Variable}, or connect with -NoJournal.");
    }

    internal string FileOf(DateTimeOffset time) =>
        System.IO.Path.Combine(Path, Prefix + time.UtcDateTime.ToString(DateForm, CultureInfo.InvariantCulture) + Suffix);

    /// <summary>The journal's files with their days, oldest first.</summary>
    internal IReadOnlyList<(DateTime Day, string Path)> Files() => !Directory.Exists(Path)
        ? []
        : [.. Directory.EnumerateFiles(Path, Prefix + "*" + Suffix)
            .Select(file => (Day: DayOf(file), Path: file))
            .Where(file => file.Day is not null)
            .Select(file => (file.Day!.Value, file.Path))
            .OrderBy(file => file.Value)];

    /// <summary>Refuses a folder that somebody else owns or may write, and a link: what it holds could be forged or read by others.</summary>
    internal void RequirePrivate()
    {
        if (Directory.Exists(Path)) RequirePrivate(Path);
    }

    /// <summary>Refuses a file of the folder likewise.</summary>
    internal void RequirePrivate(string path) => PrivatePath.Require(path);

    internal void WriteText(string file, string text)
    {
        using var stream = OpenForAppending(file);
        stream.SetLength(0);
        var bytes = System.Text.Encoding.ASCII.GetBytes(text);
        stream.Write(bytes, 0, bytes.Length);
    }

    internal void Create()
    {
        if (Directory.Exists(Path))
        {
            RequirePrivate();
            return;
        }

#if NET
        if (!OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(Path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            return;
        }

        Directory.CreateDirectory(Path);
        RestrictOnWindows();
#else
        // Windows PowerShell: what lies under %LOCALAPPDATA% is its user's alone by inheritance.
        Directory.CreateDirectory(Path);
#endif
    }

    internal static FileStream OpenForAppending(string file)
    {
#if NET
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = FileShare.ReadWrite | FileShare.Delete,
        };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        return new FileStream(file, options);
#else
        return new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
#endif
    }

    private static DateTime? DayOf(string file)
    {
        var name = System.IO.Path.GetFileNameWithoutExtension(file).Substring(Prefix.Length);
        return DateTime.TryParseExact(name, DateForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
    }

#if NET
    [SupportedOSPlatform("windows")]
    private void RestrictOnWindows()
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
        new DirectoryInfo(Path).SetAccessControl(security);
    }
#endif
}
