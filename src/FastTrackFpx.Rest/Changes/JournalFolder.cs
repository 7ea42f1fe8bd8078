using FastTrackFpx.Rest.Files;

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
    internal static JournalFolder Default() => PrivatePath.DataFolder(Variable, "journal") is { } folder
        ? new JournalFolder(folder)
        : throw new RestException(
            ErrorCode.JournalNotWritable,
            "This account has no application data folder to keep the journal of writes in.",
            $"Name a folder in the environment variable {Variable}, or connect with -NoJournal.");

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

    /// <summary>Rejects a folder that another user owns or may write, and a link: its content could be forged or read by others.</summary>
    internal void RequirePrivate()
    {
        if (Directory.Exists(Path)) PrivatePath.Require(Path);
    }

    internal static FileStream Open(string file) => PrivateFile.Open(file, FileShare.ReadWrite | FileShare.Delete);

    private static DateTime? DayOf(string file)
    {
        var name = System.IO.Path.GetFileNameWithoutExtension(file).Substring(Prefix.Length);
        return DateTime.TryParseExact(name, DateForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
    }
}
