using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using FastTrackFpx.Changes;
using FastTrackFpx.Rest.Files;

namespace FastTrackFpx.Journal;

/// <summary>Appends lines that many processes and runspaces write at once, each whole and on the disk before the call returns.</summary>
/// <remarks>
/// A lock file keeps processes apart: a file's own append mode is not atomic on every platform, and the system frees a lock of a
/// process that dies.
/// </remarks>
internal sealed class JournalFile(JournalFolder folder)
{
    /// <summary>How long to wait for other processes; each holds the lock for milliseconds.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>Writers of one process queue here and do not fight for the lock file.</summary>
    private static readonly ConcurrentDictionary<string, SemaphoreSlim> Queues = new(StringComparer.Ordinal);

    private readonly SemaphoreSlim _queue = Queues.GetOrAdd(folder.Path, _ => new SemaphoreSlim(1, 1));

    /// <exception cref="RestException">It cannot be written: <see cref="FpxErrorCode.JournalNotWritable"/> with the reason.</exception>
    internal async Task AppendAsync(DateTimeOffset time, string line, CancellationToken cancellationToken)
    {
        await _queue.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            folder.Create();
            using (await LockAsync(cancellationToken).ConfigureAwait(false))
                Append(folder.FileOf(time), line);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw new RestException(
                FpxErrorCode.JournalNotWritable,
                $"The journal of writes in '{folder.Path}' cannot be written: {exception.Message}",
                $"Make room or give this user the right to write there, name another folder in the environment variable {JournalFolder.Variable}, "
                + "or connect with -NoJournal.",
                exception);
        }
        finally
        {
            _queue.Release();
        }
    }

    private static void Append(string path, string line)
    {
        using var file = JournalFolder.OpenForAppending(path);
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
            TakeBack(file, end);
            throw;
        }
    }

    private static int LastByte(FileStream file)
    {
        file.Seek(-1, SeekOrigin.End);
        return file.ReadByte();
    }

    /// <summary>On a full disk the part that went in must go again, so that the file stays one of whole lines.</summary>
    private static void TakeBack(FileStream file, long end)
    {
        try
        {
            file.SetLength(end);
        }
        catch (IOException)
        {
            // The first failure is the one to report; readers pass over half a line.
        }
        catch (NotSupportedException)
        {
            // Not a plain file; the first failure is the one to report.
        }
    }

    private async Task<FileStream> LockAsync(CancellationToken cancellationToken)
    {
        // Real time, whatever clock the journal's entries go by: other processes do not share it.
        var waited = Stopwatch.StartNew();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return PrivateFile.Open(folder.LockPath);
            }
            catch (IOException exception) when (PrivateFile.IsHeldByAnother(exception) && waited.Elapsed < Patience)
            {
                await Task.Delay(Math.Min(attempt, 15), cancellationToken).ConfigureAwait(false);
            }
        }
    }
}
