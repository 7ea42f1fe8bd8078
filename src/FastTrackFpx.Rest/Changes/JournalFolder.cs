using System.Diagnostics;

namespace FastTrackFpx.Rest.Changes;

/// <summary>The files of a journal. Many processes and runspaces append to them at once, each line whole and on the disk before the method returns.</summary>
/// <remarks>
/// A lock file keeps processes apart: a file's own append mode is not atomic on every platform, and the system frees a lock of a
/// process that dies.
/// </remarks>
internal sealed class JournalFolder(string path)
{
    /// <summary>Names another folder, for instance one that a runbook keeps.</summary>
    internal const string Variable = "FASTTRACKFPX_JOURNAL";

    internal const string Advice =
        $"Make the folder writable for this user alone, name another folder in the environment variable {Variable}, or connect with -NoJournal.";

    private const string Prefix = "changes-";
    private const string Suffix = ".jsonl";
    private const string DateForm = "yyyy-MM-dd";

    /// <summary>How long to wait for other processes; each holds the lock for milliseconds.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Writers of one process queue here and do not fight for the lock file.</summary>
    private static readonly ConcurrentDictionary<string, SemaphoreSlim> Queues = new(StringComparer.Ordinal);

    private readonly SemaphoreSlim _queue = Queues.GetOrAdd(path, static _ => new SemaphoreSlim(1, 1));

    internal string Path { get; } = path;

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

    internal async Task AppendAsync(DateTimeOffset time, string line, Action? check, CancellationToken cancellationToken)
    {
        await _queue.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            PrivatePath.CreateFolder(Path);
            using var hold = await LockAsync(cancellationToken).ConfigureAwait(false);
            check?.Invoke();
            Append(FileOf(time), line);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new RestException(
                ErrorCode.JournalNotWritable, $"The journal of writes in '{Path}' cannot be written: {exception.Message}", Advice, exception)
            {
                Delivery = Delivery.NotSent,
            };
        }
        finally
        {
            _queue.Release();
        }
    }

    /// <summary>The whole lines of a file. A last line without an end may be one that is being written: it is read again under the lock.</summary>
    internal IReadOnlyList<string> ReadLines(string path, Func<string, bool>? isWanted, CancellationToken cancellationToken)
    {
        PrivatePath.Require(path);
        var lines = ReadLines(path, isWanted, out var isWhole, cancellationToken);
        if (isWhole || !File.Exists(LockPath)) return lines;
        try
        {
            using var hold = PrivateFile.Open(LockPath);
            return ReadLines(path, isWanted, out _, cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return ReadLines(path, isWanted, out _, cancellationToken); // another process is writing
        }
    }

    private static List<string> ReadLines(string path, Func<string, bool>? isWanted, out bool isWhole, CancellationToken cancellationToken)
    {
        var lines = new List<string>();
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        while (reader.ReadLine() is { } text)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (text.Length > 0 && isWanted?.Invoke(text) != false) lines.Add(text);
        }

        isWhole = stream.Length == 0 || LastByte(stream) == '\n';
        return lines;
    }

    private void Append(string path, string line)
    {
        if (File.Exists(path)) PrivatePath.Require(path);
        using var file = Open(path);
        var end = file.Length;

        // A process that was killed may have left half a line: it gets an end of its own.
        var cutOff = end > 0 && file.CanSeek && LastByte(file) != '\n';
        var bytes = Encoding.UTF8.GetBytes((cutOff ? "\n" : string.Empty) + line + "\n");
        try
        {
            file.Seek(0, SeekOrigin.End);
            file.Write(bytes, 0, bytes.Length);
            file.Flush(flushToDisk: true);
        }
        catch (IOException)
        {
            Truncate(file, end);
            throw;
        }
    }

    private static int LastByte(FileStream file)
    {
        file.Seek(-1, SeekOrigin.End);
        return file.ReadByte();
    }

    /// <summary>On a full disk the part that was written must go again, so that the file stays one of whole lines.</summary>
    private static void Truncate(FileStream file, long end)
    {
        try
        {
            file.SetLength(end);
        }
        catch (IOException)
        {
            // The first failure is the one to report; readers skip half a line.
        }
    }

    private async Task<FileStream> LockAsync(CancellationToken cancellationToken)
    {
        // Real time, whatever clock the journal's entries use: other processes do not share it.
        var waited = Stopwatch.StartNew();
        if (File.Exists(LockPath)) PrivatePath.Require(LockPath);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return PrivateFile.Open(LockPath);
            }
            catch (IOException exception) when (PrivateFile.IsHeldByAnother(exception) && waited.Elapsed < Patience)
            {
                await Task.Delay(Math.Min(attempt, 15), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    internal static FileStream Open(string file) => PrivateFile.Open(file, FileShare.ReadWrite | FileShare.Delete);

    private static DateTime? DayOf(string file)
    {
        var name = System.IO.Path.GetFileNameWithoutExtension(file).Substring(Prefix.Length);
        return DateTime.TryParseExact(name, DateForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
    }
}
