using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json.Serialization;

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

    /// <summary>Each process has the file for a millisecond or two.</summary>
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
        file.Permits.Add(new SharedPermit(permit.Id, limit, file.Now, _longestAttempt + MemoryPermits.Window, ProcessMark.Own));
        file.Save();
        return permit;
    }

    // A permit that cannot be returned is free by itself, later.
    public void Return(Permit permit) => Read(file =>
    {
        if (file.Permits.RemoveAll(one => one.Id == permit.Id) == 0) return false;
        if (permit.IsUsed) file.Permits.Add(new SharedPermit(permit.Id, permit.Limit, file.Now, MemoryPermits.Window, Owner: null));
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

    private static RestException Unavailable(string path, Exception cause) => new(
        ErrorCode.RateLimitUnavailable,
        $"The limit that this machine's processes share cannot be kept in '{path}': {cause.Message.TrimEnd('.')}.",
        $"Give this user the right to write there, set the environment variable {FolderVariable} to another folder, or use -RateLimitScope Process.",
        cause);
}

/// <summary>The file while this process has it.</summary>
internal sealed class PermitFile : IDisposable
{
    /// <summary>No attempt lasts longer, so that no hold does.</summary>
    private static readonly TimeSpan Longest = TimeSpan.FromDays(1);

    /// <summary>Clocks are corrected by a little all the time.</summary>
    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);

    /// <summary>What a process sent last may still be on its way when the process has ended.</summary>
    private static readonly TimeSpan OnTheWay = TimeSpan.FromSeconds(10);

    private readonly FileStream _stream;

    internal PermitFile(FileStream stream, DateTimeOffset now)
    {
        (_stream, Now) = (stream, now);
        try
        {
            if (stream.Length > 0) Load(JsonSerializer.Deserialize(stream, PermitJson.Default.SharedPermits));
        }
        catch (JsonException)
        {
            // As many requests may have been sent as there are permits: none is granted before they are free.
            WasDamaged = true;
            HeldUntil = now + MemoryPermits.Window;
            Save();
        }
    }

    /// <summary>True if the file held something else than permits. It no longer does.</summary>
    internal bool WasDamaged { get; }

    internal DateTimeOffset Now { get; }

    internal DateTimeOffset HeldUntil { get; set; }

    internal List<SharedPermit> Permits { get; } = [];

    /// <summary>Ends the attempts of processes that have ended: none was sent later than now. Returns whether there were any.</summary>
    internal bool ReleaseEndedProcesses()
    {
        ProcessMark[] ended =
        [
            .. Permits.Select(permit => permit.Owner).OfType<ProcessMark>().Distinct().Where(owner => owner != ProcessMark.Own && !owner.IsRunning()),
        ];
        for (int i = 0; i < Permits.Count; i++)
        {
            if (ended.Contains(Permits[i].Owner)) Permits[i] = Permits[i] with { Since = Now, Lasts = MemoryPermits.Window + OnTheWay, Owner = null };
        }

        return ended.Length > 0;
    }

    internal void Save()
    {
        byte[] bytes = JsonSerializer.SerializeToUtf8Bytes(new SharedPermits(HeldUntil, Permits), PermitJson.Default.SharedPermits);
        _stream.Seek(0, SeekOrigin.Begin);
        _stream.Write(bytes, 0, bytes.Length);
        _stream.SetLength(bytes.Length);
    }

    public void Dispose() => _stream.Dispose();

    internal int Left(int limit) => MemoryPermits.Left(limit, HeldUntil - Now, Limits, Taken);

    internal TimeSpan Wait(int limit, int ahead) => MemoryPermits.Wait(limit, ahead, HeldUntil - Now, Limits, Taken, FreeIn);

    private IEnumerable<int> Limits => Permits.Select(permit => permit.Limit);

    private int Taken(int limit) => Permits.Count(permit => permit.Limit <= limit);

    private TimeSpan FreeIn(int limit, int n)
    {
        DateTimeOffset[] ends = [.. Permits.Where(permit => permit.Limit <= limit).Select(permit => permit.End).OrderBy(end => end)];
        // The window's end belongs to the window.
        return n > ends.Length ? MemoryPermits.Lasting : ends[n - 1] + TimeSpan.FromMilliseconds(1) - Now;
    }

    private void Load(SharedPermits? saved)
    {
        if (saved?.Permits is not { } permits || permits.Exists(permit => permit.Limit < 1 || permit.Lasts > Longest)) throw new JsonException();
        if (saved.HeldUntil < Now + Longest) HeldUntil = saved.HeldUntil;
        // If the clock was set back, a permit counts as new; otherwise it would block for as long.
        Permits.AddRange(permits.Select(permit => permit.Since > Now + Tolerance ? permit with { Since = Now } : permit).Where(permit => permit.End >= Now));
    }
}

/// <summary>The content of the file.</summary>
internal sealed record SharedPermits(DateTimeOffset HeldUntil, List<SharedPermit> Permits);

/// <param name="Id">The permit's id.</param>
/// <param name="Limit">The limit that it was taken under.</param>
/// <param name="Since">When it was taken; once its response has begun, when that was.</param>
/// <param name="Lasts">How long after that it is free again.</param>
/// <param name="Owner">The process whose request is in flight; null if the response has begun.</param>
internal sealed record SharedPermit(Guid Id, int Limit, DateTimeOffset Since, TimeSpan Lasts, ProcessMark? Owner)
{
    internal DateTimeOffset End => Since + Lasts;
}

[JsonSerializable(typeof(SharedPermits))]
[JsonSourceGenerationOptions(DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
internal sealed partial class PermitJson : JsonSerializerContext;
