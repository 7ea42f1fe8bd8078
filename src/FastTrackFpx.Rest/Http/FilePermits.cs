using System.Diagnostics;
using System.Security.Cryptography;

namespace FastTrackFpx.Rest.Http;

/// <summary>
/// The permits of one service that the processes of this machine and user share, in a file. Each permit records its owner's process id and an expiry
/// time, so a killed process cannot block the others.
/// </summary>
/// <remarks>
/// Times are UTC, the only clock that processes share. A clock that is set forward frees permits too early; each process's own count, which uses a
/// monotonic clock, still holds then.
/// </remarks>
internal sealed class FilePermits : IPermitStore
{
    internal const string FolderVariable = "FASTTRACKFPX_LIMITS";

    private const string Suffix = ".permits";

    internal static readonly TimeSpan Forgotten = TimeSpan.FromDays(3);

    /// <summary>Each process has the file for a fraction of a millisecond.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>How often to check whether the owners of permits still run, and only while there is no permit.</summary>
    private static readonly TimeSpan OwnerCheckInterval = TimeSpan.FromSeconds(1);

    private readonly string _path;
    private readonly TimeProvider _timeProvider;
    private readonly TimeSpan _longestAttempt;
    private long? _lastOwnerCheck;
    private DateTimeOffset _recoveredAt;

    internal FilePermits(string folder, string service, TimeProvider timeProvider, TimeSpan longestAttempt)
    {
        _timeProvider = timeProvider;
        _longestAttempt = longestAttempt;
        using SHA256 hash = SHA256.Create();
        byte[] name = hash.ComputeHash(Encoding.UTF8.GetBytes(service.ToUpperInvariant()));
        _path = Path.Combine(folder, BitConverter.ToString(name, 0, 16).Replace("-", string.Empty) + Suffix);
        try
        {
            PrivatePath.Create(folder);
            RequirePrivate(folder);
            RemoveForgotten(folder);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or NotSupportedException)
        {
            throw Unavailable(folder, failure);
        }
    }

    public string? WaitCause =>
        _timeProvider.GetUtcNow() < _recoveredAt ? "the count that this machine's processes share was damaged and starts again" : null;

    internal static string DefaultFolder() => PrivatePath.DataFolder(FolderVariable, "limits") ?? throw new RestException(
        ErrorCode.RateLimitUnavailable,
        "This account has no application data folder in which its processes could share their limit.",
        $"Set the environment variable {FolderVariable} to a folder, or use -RateLimitScope Process.");

    public Permit? TryTake(int limit, out TimeSpan wait)
    {
        using PermitFile file = Open();
        wait = file.Wait(limit, ahead: 0);
        if (wait > TimeSpan.Zero)
        {
            ReleaseEndedProcesses(file);
            return null;
        }

        var permit = new Permit(this, limit);
        file.Entries.Add(new PermitFile.Entry(permit.Id, limit, file.Now, _longestAttempt + MemoryPermits.Window, PermitFile.ThisProcess));
        file.Save();
        return permit;
    }

    // A permit that cannot be returned is free by itself, later.
    public void Return(Permit permit) => Read(file =>
    {
        int at = file.Entries.FindIndex(entry => entry.Id == permit.Id);
        if (at < 0) return false;
        if (permit.IsUsed) file.Entries[at] = new PermitFile.Entry(permit.Id, permit.Limit, _timeProvider.GetUtcNow(), MemoryPermits.Window, default);
        else file.Entries.RemoveAt(at);
        file.Save();
        return true;
    });

    public int PermitsLeft(int limit) => Read(file => file.Left(limit));

    public TimeSpan ExpectedWait(int limit, int ahead) => Read(file => file.Wait(limit, ahead));

    public void Hold(TimeSpan duration)
    {
        DateTimeOffset until = _timeProvider.GetUtcNow() + duration;
        Read(file =>
        {
            if (until <= file.HeldUntil) return false;
            file.HeldUntil = until;
            file.Save();
            return true;
        });
    }

    private void ReleaseEndedProcesses(PermitFile file)
    {
        if (_lastOwnerCheck is { } last && _timeProvider.GetElapsedTime(last) < OwnerCheckInterval) return;
        _lastOwnerCheck = _timeProvider.GetTimestamp();
        if (file.ReleaseEndedProcesses()) file.Save();
    }

    /// <summary>Runs what must not fail a request that was sent. The next request that needs a permit reports the file.</summary>
    private T? Read<T>(Func<PermitFile, T> use)
    {
        try
        {
            using PermitFile file = Open();
            return use(file);
        }
        catch (RestException unavailable) when (unavailable.ErrorCode == ErrorCode.RateLimitUnavailable)
        {
            return default;
        }
    }

    private PermitFile Open()
    {
        // Real time, whatever clock the permits use: other processes do not share it.
        var waited = Stopwatch.StartNew();
        var spin = default(SpinWait);
        while (true)
        {
            try
            {
                if (File.Exists(_path)) RequirePrivate(_path);
                FileStream stream = PrivateFile.Open(_path);
                // Read only now: permits that others took while this one waited for the file must not look like those of a later time.
                var file = new PermitFile(stream, _timeProvider.GetUtcNow());
                if (file.WasDamaged) _recoveredAt = file.HeldUntil;
                return file;
            }
            catch (IOException held) when (PrivateFile.IsHeldByAnother(held) && waited.Elapsed < Patience)
            {
                spin.SpinOnce();
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                throw Unavailable(_path, failure);
            }
        }
    }

    /// <summary>Others could put a file of theirs in the place of ours, or read and write ours.</summary>
    private static void RequirePrivate(string path)
    {
        if (PrivatePath.Weakness(path) is { } weakness) throw new UnauthorizedAccessException($"it {weakness}.");
    }

    private static void RemoveForgotten(string folder)
    {
        foreach (string path in Directory.EnumerateFiles(folder, "*" + Suffix))
        {
            try
            {
                if (DateTime.UtcNow - File.GetLastWriteTimeUtc(path) > Forgotten && PermitFile.IsOurs(path)) File.Delete(path);
            }
            catch (Exception inUse) when (inUse is IOException or UnauthorizedAccessException)
            {
                // In use after all, or not ours.
            }
        }
    }

    private static RestException Unavailable(string path, Exception cause) => new(
        ErrorCode.RateLimitUnavailable,
        $"The limit that this machine's processes share cannot be kept in '{path}': {cause.Message.TrimEnd('.')}.",
        $"Give this user the right to write there, set the environment variable {FolderVariable} to another folder, or use -RateLimitScope Process.",
        cause);
}

internal sealed class PermitFile : IDisposable
{
    /// <summary>"FPX" and the version of the format.</summary>
    private const int Mark = 0x46505802;
    private const int HeadLength = 16;
    private const int EntryLength = 48;

    /// <summary>Many times what all permits of a minute take.</summary>
    private const int LongestFile = 1 << 20;

    /// <summary>No attempt lasts longer, so that no hold does.</summary>
    private static readonly TimeSpan LongestHold = TimeSpan.FromDays(1);

    /// <summary>Clocks are corrected by a little all the time.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);

    /// <summary>What a process sent last may still be on its way when the process has ended.</summary>
    private static readonly TimeSpan OnTheWay = TimeSpan.FromSeconds(10);

    internal static readonly (int Id, long Started) ThisProcess = (ProcessMark.Own.Id, ProcessMark.Own.Started.UtcTicks);

    private readonly FileStream _stream;
    private readonly DateTimeOffset _now;

    internal PermitFile(FileStream stream, DateTimeOffset now)
    {
        _stream = stream;
        _now = now;
        if (stream.Length == 0 || TryRead()) return;
        // As many requests may have been sent as there are permits: none is granted before they are free.
        WasDamaged = true;
        Entries.Clear();
        HeldUntil = now + MemoryPermits.Window;
        Save();
    }

    /// <summary>True if the file held something else than permits. It no longer does.</summary>
    internal bool WasDamaged { get; }

    internal DateTimeOffset Now => _now;

    internal DateTimeOffset HeldUntil { get; set; } = DateTimeOffset.MinValue;

    internal List<Entry> Entries { get; } = [];

    internal static bool IsOurs(string path)
    {
        if (PrivatePath.Weakness(path) is not null) return false;
        using FileStream stream = PrivateFile.Open(path);
        using var reader = new BinaryReader(stream, Encoding.UTF8, leaveOpen: true);
        return stream.Length is >= HeadLength and <= LongestFile && reader.ReadInt32() == Mark;
    }

    /// <summary>Ends the attempts of processes that have ended: none was sent later than now. Returns whether there were any.</summary>
    internal bool ReleaseEndedProcesses()
    {
        (int, long)[] ended = [.. Entries.Select(entry => entry.Owner).Distinct().Where(owner => owner.Id != 0 && owner != ThisProcess && !IsRunning(owner))];
        for (int i = 0; i < Entries.Count; i++)
        {
            if (ended.Contains(Entries[i].Owner)) Entries[i] = new Entry(Entries[i].Id, Entries[i].Limit, _now, MemoryPermits.Window + OnTheWay, default);
        }

        return ended.Length > 0;
    }

    internal void Save()
    {
        var bytes = new MemoryStream(HeadLength + (EntryLength * Entries.Count));
        using var writer = new BinaryWriter(bytes);
        writer.Write(Mark);
        writer.Write(Entries.Count);
        writer.Write(HeldUntil.UtcTicks);
        foreach (Entry entry in Entries)
        {
            writer.Write(entry.Id.ToByteArray());
            writer.Write(entry.Limit);
            writer.Write(entry.Since.UtcTicks);
            writer.Write(entry.Lasts.Ticks);
            writer.Write(entry.Owner.Id);
            writer.Write(entry.Owner.Started);
        }

        _stream.Seek(0, SeekOrigin.Begin);
        _stream.Write(bytes.GetBuffer(), 0, (int)bytes.Length);
        _stream.SetLength(bytes.Length);
    }

    public void Dispose() => _stream.Dispose();

    internal int Left(int limit) => MemoryPermits.Left(limit, HeldUntil - _now, Limits, Taken);

    internal TimeSpan Wait(int limit, int ahead) => MemoryPermits.Wait(limit, ahead, HeldUntil - _now, Limits, Taken, FreeIn);

    private IEnumerable<int> Limits => Entries.Select(entry => entry.Limit);

    private int Taken(int limit) => Entries.Count(entry => entry.Limit <= limit);

    private TimeSpan FreeIn(int limit, int n)
    {
        DateTimeOffset[] ends = [.. Entries.Where(entry => entry.Limit <= limit).Select(entry => entry.End).OrderBy(end => end)];
        // The window's end belongs to the window.
        return n > ends.Length ? MemoryPermits.Lasting : ends[n - 1] + TimeSpan.FromMilliseconds(1) - _now;
    }

    private bool TryRead()
    {
        if (_stream.Length is < HeadLength or > LongestFile) return false;
        using var reader = new BinaryReader(_stream, Encoding.UTF8, leaveOpen: true);
        if (reader.ReadInt32() != Mark) return false;
        int count = reader.ReadInt32();
        if (count < 0 || _stream.Length < HeadLength + ((long)EntryLength * count)) return false;
        if (!TryTime(reader.ReadInt64(), out DateTimeOffset held)) return false;
        if (held < _now + LongestHold) HeldUntil = held;
        for (int i = 0; i < count; i++)
        {
            var id = new Guid(reader.ReadBytes(16));
            int limit = reader.ReadInt32();
            long since = reader.ReadInt64(), lasts = reader.ReadInt64();
            var owner = (reader.ReadInt32(), reader.ReadInt64());
            if (!TryTime(since, out DateTimeOffset start) || limit < 1 || lasts < 0 || lasts > FilePermits.Forgotten.Ticks) return false;
            // If the clock was set back, the permit counts as new; otherwise it would block for as long.
            var entry = new Entry(id, limit, start > _now + Tolerance ? _now : start, TimeSpan.FromTicks(lasts), owner);
            if (entry.End >= _now) Entries.Add(entry);
        }

        return true;
    }

    private static bool IsRunning((int Id, long Started) owner) => TryTime(owner.Started, out DateTimeOffset started)
        && new ProcessMark { Id = owner.Id, Started = started, Machine = Environment.MachineName }.IsRunning();

    private static bool TryTime(long ticks, out DateTimeOffset time)
    {
        bool isTime = ticks >= 0 && ticks <= DateTime.MaxValue.Ticks - (TimeSpan.TicksPerDay * 4);
        time = isTime ? new DateTimeOffset(ticks, TimeSpan.Zero) : default;
        return isTime;
    }

    internal readonly record struct Entry(Guid Id, int Limit, DateTimeOffset Since, TimeSpan Lasts, (int Id, long Started) Owner)
    {
        internal DateTimeOffset End => Since + Lasts;
    }
}
