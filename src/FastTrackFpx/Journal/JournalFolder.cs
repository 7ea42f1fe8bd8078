using System.Globalization;
#if NET
using System.Runtime.Versioning;
using System.Security.AccessControl;
using System.Security.Principal;
#endif

namespace FastTrackFpx.Journal;

/// <summary>Where the journal's files are, who may read them, and which of them are too old.</summary>
internal sealed class JournalFolder(string path)
{
    /// <summary>Names another folder, for instance one that a runbook keeps.</summary>
    internal const string Variable = "FASTTRACKFPX_JOURNAL";

    private const string Prefix = "changes-";
    private const string Suffix = ".jsonl";
    private const string DateForm = "yyyy-MM-dd";

    internal string Path { get; } = path;

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
                FpxErrorCode.JournalNotWritable,
                "This account has no application data folder to keep the journal of writes in.",
                $"Name a folder in the environment variable {Variable}, or connect with -NoJournal.");
    }

    internal string FileOf(DateTimeOffset time) =>
        System.IO.Path.Combine(Path, Prefix + time.UtcDateTime.ToString(DateForm, CultureInfo.InvariantCulture) + Suffix);

    /// <summary>The journal's files with their days, oldest first.</summary>
    internal IReadOnlyList<KeyValuePair<DateTime, string>> Files() => !Directory.Exists(Path)
        ? []
        : Directory.EnumerateFiles(Path, Prefix + "*" + Suffix)
            .Select(file => new KeyValuePair<DateTime?, string>(DayOf(file), file))
            .Where(file => file.Key is not null)
            .Select(file => new KeyValuePair<DateTime, string>(file.Key!.Value, file.Value))
            .OrderBy(file => file.Key)
            .ToList();

    /// <summary>Removes files of days before <paramref name="day"/>, and nothing that is not ours.</summary>
    internal void RemoveBefore(DateTime day)
    {
        foreach (var file in Files().Where(file => file.Key < day))
        {
            try
            {
                File.Delete(file.Value);
            }
            catch (IOException)
            {
                // Somebody reads it, or removed it first: the next day's first write tries again.
            }
        }
    }

    internal void Create()
    {
        if (Directory.Exists(Path))
            return;
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
