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

    private const string FileNameForm = "'changes-'yyyy-MM-dd'.jsonl'";

    /// <summary>How long to wait for other processes; each holds the lock for milliseconds.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Writers of one process queue here and do not fight for the lock file.</summary>
    private static readonly ConcurrentDictionary<string, SemaphoreSlim> Queues = new(StringComparer.Ordinal);

    private readonly SemaphoreSlim _queue = Queues.GetOrAdd(path, static _ => new SemaphoreSlim(1, 1));
    private readonly string _lock = System.IO.Path.Combine(path, "journal.lock");

    internal string Path { get; } = path;

    /// <summary>The folder in the user's application data: %LOCALAPPDATA%, or $XDG_DATA_HOME.</summary>
    internal static JournalFolder Default() => PrivatePath.DataFolder(Variable, "journal") is { } folder
        ? new JournalFolder(folder)
        : throw new RestException(
            ErrorCode.JournalNotWritable,
            "This account has no application data folder to keep the journal of writes in.",
            $"Name a folder in the environment variable {Variable}, or connect with -NoJournal.");

    /// <summary>The file of the writes that were begun on a day.</summary>
    internal string FileOf(DateTimeOffset time) => System.IO.Path.Combine(Path, time.UtcDateTime.ToString(FileNameForm, CultureInfo.InvariantCulture));

    /// <summary>The journal's files with their days, oldest first.</summary>
    /// <exception cref="UnauthorizedAccessException">
    /// Another user owns the folder or may write there, or it is a link: its content could be forged or read by others.
    /// </exception>
    internal IReadOnlyList<(DateTime Day, string Path)> Files()
    {
        if (!Directory.Exists(Path)) return [];
        PrivatePath.Require(Path);
        return
        [
            .. from file in Directory.EnumerateFiles(Path)
               let day = DayOf(file)
               where day is not null
               orderby day
               select (day.Value, file),
        ];
    }

    internal async Task AppendAsync(DateTimeOffset begun, string line, Action? check, CancellationToken cancellationToken)
    {
        await _queue.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            PrivatePath.CreateFolder(Path);
            using var hold = await LockAsync(cancellationToken).ConfigureAwait(false);
            check?.Invoke();
            Append(FileOf(begun), line);
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

    /// <summary>The whole lines of a file. A last line without an end is being written, or its writer was killed before it sent anything.</summary>
    internal static IEnumerable<string> ReadLines(string path)
    {
        PrivatePath.Require(path);
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var lines = reader.ReadToEnd().Split('\n');
        return lines.Take(lines.Length - 1).Where(line => line.Length > 0);
    }

    private static void Append(string path, string line)
    {
        if (File.Exists(path)) PrivatePath.Require(path);
        using var file = PrivateFile.Open(path, FileShare.ReadWrite | FileShare.Delete);
        var end = file.Length;

        // A process that was killed may have left half a line: it gets an end of its own.
        if (end > 0) file.Seek(-1, SeekOrigin.End);
        var isCutOff = end > 0 && file.ReadByte() != '\n';
        var bytes = Encoding.UTF8.GetBytes((isCutOff ? "\n" : string.Empty) + line + "\n");
        try
        {
            file.Write(bytes, 0, bytes.Length);
            file.Flush(flushToDisk: true);
        }
        catch (IOException)
        {
            // On a full disk the part that was written must go again, so that the file stays one of whole lines.
            file.SetLength(end);
            throw;
        }
    }

    private async Task<FileStream> LockAsync(CancellationToken cancellationToken)
    {
        // Real time, whatever clock the journal's entries use: other processes do not share it.
        var waited = Stopwatch.StartNew();
        if (File.Exists(_lock)) PrivatePath.Require(_lock);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return PrivateFile.Open(_lock);
            }
            catch (IOException exception) when (PrivateFile.IsHeldByAnother(exception) && waited.Elapsed < Patience)
            {
                await Task.Delay(Math.Min(attempt, 15), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private static DateTime? DayOf(string file) => DateTime.TryParseExact(
        System.IO.Path.GetFileName(file), FileNameForm, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;
}
